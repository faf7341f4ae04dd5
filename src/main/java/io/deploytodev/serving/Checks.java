package io.deploytodev.serving;

import io.deploytodev.config.ReadinessRule.Answer;
import io.deploytodev.config.ReadinessRule.Check;
import io.deploytodev.readiness.BoltLogin;
import io.deploytodev.readiness.HttpExpectation;
import io.deploytodev.readiness.JsonAssertion;
import io.deploytodev.readiness.PostgresLogin;
import io.deploytodev.readiness.ProbeInference;
import io.deploytodev.readiness.ProbeSpec;
import io.deploytodev.readiness.RedisLogin;
import io.deploytodev.readiness.Secret;
import io.deploytodev.readiness.ServiceFacts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes probes of the checks that the configuration names; pure. */
public final class Checks {

    private static final int POSTGRES_PORT = 5432;
    private static final int BOLT_PORT = 7687;
    private static final int REDIS_PORT = 6379;

    private Checks() {}

    /**
     * What asks as a check says.
     *
     * @param facts for what a login leaves out
     */
    public static ProbeSpec spec(Check check, ServiceFacts facts) {
        if (check instanceof Check.Http http) {
            return new ProbeSpec.Http(http.port(), http.path(), expectation(http.answer()));
        }
        if (check instanceof Check.WebSocket webSocket) {
            return new ProbeSpec.WebSocket(webSocket.port(), webSocket.path());
        }
        if (check instanceof Check.Tcp tcp) {
            return new ProbeSpec.Tcp(tcp.port());
        }
        if (check instanceof Check.Log log) {
            return new ProbeSpec.Log(log.regex());
        }
        if (check instanceof Check.Command command) {
            return new ProbeSpec.Command(command.argv());
        }
        return check instanceof Check.Login login ? login(login, facts) : new ProbeSpec.OwnHealthcheck();
    }

    public static HttpExpectation expectation(Answer answer) {
        List<JsonAssertion> json = answer.json().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new JsonAssertion(each.getKey(), each.getValue()))
                .toList();
        return new HttpExpectation(answer.statuses(), answer.headers(), json);
    }

    private static ProbeSpec login(Check.Login login, ServiceFacts facts) {
        Secret password = login.password()
                .or(() ->
                        login.passwordEnv().map(variable -> facts.environment().getOrDefault(variable, "")))
                .filter(text -> !text.isEmpty())
                .map(Secret::new)
                .orElse(null);
        return switch (login.database()) {
            case POSTGRES -> postgres(login, facts, password);
            case BOLT -> bolt(login, facts, password);
            case REDIS -> redis(login, facts, password);
        };
    }

    private static ProbeSpec postgres(Check.Login login, ServiceFacts facts, @Nullable Secret password) {
        ProbeSpec.Postgres read = ProbeInference.postgres(facts) instanceof ProbeSpec.Postgres known
                ? known
                : new ProbeSpec.Postgres(
                        POSTGRES_PORT,
                        new PostgresLogin(
                                variable(facts, "POSTGRES_USER").orElse("postgres"),
                                null,
                                variable(facts, "POSTGRES_DB")
                                        .or(() -> variable(facts, "POSTGRES_USER"))
                                        .orElse("postgres")));
        String user = login.user().orElse(read.login().user());
        return new ProbeSpec.Postgres(
                login.port().orElse(read.port()),
                new PostgresLogin(
                        user,
                        password == null ? read.login().password() : password,
                        login.name().orElse(read.login().database())));
    }

    private static ProbeSpec bolt(Check.Login login, ServiceFacts facts, @Nullable Secret password) {
        ProbeSpec.Bolt read = ProbeInference.neo4j(facts) instanceof ProbeSpec.Bolt known
                ? known
                : new ProbeSpec.Bolt(BOLT_PORT, BoltLogin.NONE);
        return new ProbeSpec.Bolt(
                login.port().orElse(read.port()),
                new BoltLogin(
                        login.user().orElse(read.login().user()),
                        password == null ? read.login().password() : password));
    }

    private static ProbeSpec redis(Check.Login login, ServiceFacts facts, @Nullable Secret password) {
        ProbeSpec.Redis read = ProbeInference.redis(facts) instanceof ProbeSpec.Redis known
                ? known
                : new ProbeSpec.Redis(REDIS_PORT, RedisLogin.NONE);
        return new ProbeSpec.Redis(
                login.port().orElse(read.port()),
                new RedisLogin(
                        login.user().orElse(read.login().user()),
                        password == null ? read.login().password() : password));
    }

    private static Optional<String> variable(ServiceFacts facts, String name) {
        return Optional.ofNullable(facts.environment().get(name)).filter(value -> !value.isEmpty());
    }
}
