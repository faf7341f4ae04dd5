package io.deploytodev.readiness;

import io.deploytodev.host.TcpStream;
import io.deploytodev.readiness.ProbeResult.Never;
import io.deploytodev.readiness.ProbeResult.NotYet;
import io.deploytodev.readiness.ProbeResult.Ready;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Logging;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** One login and one query by the Neo4j driver, which takes an address only and so needs a relay to the stream. */
final class BoltDialogue {

    private static final String SECURITY = "Neo.ClientError.Security.";

    private BoltDialogue() {}

    static ProbeResult hold(TcpStream stream, BoltLogin login) throws IOException {
        try (SingleConnectionRelay relay = SingleConnectionRelay.to(stream, Dialogue.LOADING)) {
            URI address = URI.create("bolt://127.0.0.1:" + relay.port());
            Driver driver = GraphDatabase.driver(address, token(login), config());
            try (Session session = driver.session()) {
                // By run, not in a transaction function: those are tried again and again by the driver itself.
                return session.run("RETURN 1").single().get(0).asInt() == 1
                        ? new Ready(
                                login.password() == null
                                        ? "RETURN 1 answered"
                                        : "logged in as " + login.user() + ", RETURN 1 answered")
                        : new NotYet("RETURN 1 did not answer 1");
            } catch (Neo4jException e) {
                return judge(e, login);
            } finally {
                // Not waited for: its event loop takes its time to wind down, and that time would be the user's.
                driver.closeAsync();
            }
        }
    }

    private static AuthToken token(BoltLogin login) {
        return login.password() == null
                ? AuthTokens.none()
                : AuthTokens.basic(login.user(), login.password().reveal());
    }

    /** Whoever holds the dialogue ends it in time; the driver's own clock runs while the driver is still being loaded. */
    private static Config config() {
        long millis = Dialogue.LOADING.toMillis();
        return Config.builder()
                .withLogging(Logging.none())
                .withoutEncryption()
                .withMaxConnectionPoolSize(1)
                .withEventLoopThreads(1)
                .withConnectionTimeout(millis, TimeUnit.MILLISECONDS)
                .withConnectionAcquisitionTimeout(millis, TimeUnit.MILLISECONDS)
                .withMaxTransactionRetryTime(0, TimeUnit.MILLISECONDS)
                .withTelemetryDisabled(true)
                .withUserAgent("deploy-to-dev")
                .build();
    }

    private static ProbeResult judge(Neo4jException e, BoltLogin login) {
        String code = Objects.requireNonNullElse(e.code(), "");
        String said = whatItSaid(e, login);
        if (!code.startsWith(SECURITY)) {
            return new NotYet(said);
        }
        return switch (code.substring(SECURITY.length())) {
            case "Unauthorized" ->
                new Never(
                        said,
                        login.password() == null
                                ? "the server asks for a password, but NEO4J_AUTH names none"
                                : "the password in the service's environment differs from the one that the data volume was"
                                        + " created with (NEO4J_AUTH counts only for an empty volume): put the old one"
                                        + " back, or set the new one in the service's container: cypher-shell -u "
                                        + login.user()
                                        + " 'ALTER CURRENT USER SET PASSWORD FROM \"old\" TO \"new\"'");
            case "CredentialsExpired" ->
                new Never(
                        said,
                        "the user has to choose a new password first: give NEO4J_AUTH a password before the volume is"
                                + " first used");
            case "Forbidden" -> new Never(said, "let " + login.user() + " read the default database");
            // For some seconds it answers no login at all, right or wrong; then it says which this one is.
            case "AuthenticationRateLimit" ->
                new NotYet(
                        "it takes no logins for some seconds, because somebody came with a wrong password repeatedly");
            default -> new NotYet(said);
        };
    }

    private static String whatItSaid(Neo4jException e, BoltLogin login) {
        String message = Objects.requireNonNullElse(e.getMessage(), "");
        return Wording.oneLine(
                login.password() == null ? message : login.password().hiddenIn(message));
    }
}
