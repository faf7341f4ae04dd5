package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.ops.Link.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BrokenLinksTest {

    private final List<Link> links = new ArrayList<>();

    @Test
    void nothingIsSaidOfWhatHolds() {
        good("workstation", "gateway", "GET /health");
        links.add(link("gateway", "redis", "connect to redis:6379", Verdict.UNKNOWN, "nothing to ask with"));
        assertThat(words()).isEmpty();
    }

    @Test
    void aDatabaseThatIsDownIsNamedFirstAndNotOnceMoreForEachThatUsesIt() {
        broken("workstation", "gateway", "GET /health", "answered 503");
        broken("dev host", "gateway", "GET /health", "answered 503");
        broken("dev host", "redis", "PING", "connection refused");
        broken("gateway", "redis", "connect to redis:6379", "nothing takes connections at redis:6379");
        assertThat(words()).hasSize(3);
        assertThat(words().get(0))
                .startsWith("dev host → redis is broken: connection refused.")
                .contains("deploy-to-dev logs redis", "deploy-to-dev restart redis");
        assertThat(words().get(1)).startsWith("dev host → gateway is broken").contains("named above");
        assertThat(words().get(2)).startsWith("workstation → gateway is broken").contains("named above");
    }

    @Test
    void whatAnswersOnTheHostButNotHereIsBehindAFirewall() {
        broken("workstation", "gateway", "GET /health", "connection refused");
        good("dev host", "gateway", "GET /health, as published");
        assertThat(words()).singleElement().asString().contains("a firewall, or a port that is bound to 127.0.0.1");
    }

    @Test
    void aServiceThatDoesNotReachAWorkingDatabaseIsToldToLookAtNetworksAndNames() {
        good("dev host", "redis", "PING");
        broken("gateway", "redis", "connect to redis:6379", "the name redis is not known there");
        assertThat(words()).singleElement().asString().contains("do they share a network");
    }

    @Test
    void aServiceThatIsNotLetInIsToldToLookAtItsEnvironment() {
        good("dev host", "postgres", "SELECT 1");
        good("gateway", "postgres", "connect to postgres:5432");
        broken("gateway", "postgres", "SELECT 1, logged in as it does", "password authentication failed");
        assertThat(words()).singleElement().asString().contains("its password or its database differ");
    }

    @Test
    void whenOnlyTheAnswerIsBadTheServicesOwnLogIsToBeAsked() {
        broken("workstation", "gateway", "GET /health", "answered 500");
        good("dev host", "postgres", "SELECT 1");
        assertThat(words()).singleElement().asString().contains("deploy-to-dev logs gateway");
    }

    private List<String> words() {
        return new BrokenLinks(links).inWords();
    }

    private void good(String from, String to, String question) {
        links.add(link(from, to, question, Verdict.GOOD, "well"));
    }

    private void broken(String from, String to, String question, String said) {
        links.add(link(from, to, question, Verdict.BROKEN, said));
    }

    private static Link link(String from, String to, String question, Verdict verdict, String said) {
        return new Link(from, to, question, verdict, said, Duration.ZERO);
    }
}
