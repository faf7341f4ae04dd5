package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.failure.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Healthchecks that cannot work are found; those that can are left in peace. */
class HealthchecksTest {

    private static Projects checking(String test) {
        return Projects.of("\"web\": {\"build\": {\"context\": \"/src\"}, \"healthcheck\": {\"test\": " + test + "},"
                + " \"ports\": [{\"target\": 8000, \"published\": \"80\"}]}");
    }

    private static final String CURL = "[\"CMD-SHELL\", \"curl -f http://localhost:8000/health || exit 1\"]";

    @Test
    void aProgramThatTheImageDoesNotHaveStopsADeploy() {
        ProjectFacts facts = checking(CURL).program("web", "curl", false).facts();
        assertThat(new HealthcheckPrograms().look(facts)).singleElement().satisfies(found -> {
            assertThat(found.kind()).contains(FailureKind.ROLLOUT);
            assertThat(found.what()).contains("runs curl, which its image does not have");
        });
    }

    @Test
    void aProgramThatIsThereIsNoFault() {
        ProjectFacts facts = checking(CURL)
                .program("web", "curl", true)
                .program("web", "/bin/sh", true)
                .facts();
        assertThat(new HealthcheckPrograms().look(facts)).isEmpty();
    }

    @Test
    void ofAnImageThatNobodyHasNothingIsSaid() {
        assertThat(new HealthcheckPrograms().look(checking(CURL).facts())).isEmpty();
    }

    @Test
    void theUsualSmallImagesAreKnownToLackCurl() {
        ProjectFacts facts =
                checking(CURL).built("web", "FROM python:3.11-slim\n").facts();
        assertThat(new HealthcheckPrograms().look(facts)).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.HURTS);
            assertThat(found.why()).contains("python:3.11-slim has no curl");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM python:3.11\n",
                "FROM python:3.11-slim\nRUN apt-get update && apt-get install -y curl\n",
                "FROM team/base:1\n"
            })
    void anImageThatMayHaveItIsLeftInPeace(String dockerfile) {
        assertThat(new HealthcheckPrograms()
                        .look(checking(CURL).built("web", dockerfile).facts()))
                .isEmpty();
    }

    @Test
    void aDockerfileThatInstallsItNowIsNewerThanTheImage() {
        ProjectFacts facts = checking(CURL)
                .built("web", "FROM python:3.11-slim\nRUN apt-get install -y curl\n")
                .program("web", "curl", false)
                .facts();
        assertThat(new HealthcheckPrograms().look(facts)).isEmpty();
    }

    @Test
    void aProgramThatIsMountedComesFromElsewhere() {
        ProjectFacts facts = Projects.of(
                        "\"web\": {\"image\": \"x\", \"healthcheck\": {\"test\": [\"CMD\", \"probe\"]},"
                                + " \"volumes\": [{\"type\": \"bind\", \"source\": \"/s/probe\", \"target\": \"/usr/bin/probe\"}]}")
                .program("web", "probe", false)
                .facts();
        assertThat(new HealthcheckPrograms().look(facts)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "[\"CMD\", \"curl -f http://localhost:8000\"]; line for a shell",
                "[\"CMD\", \"curl\", \"-f\", \"http://localhost:8000\", \"||\", \"exit\", \"1\"]; words for a shell",
                "[\"CMD-SHELL\", \"pg_isready -U app\"]; ready too early",
                "[\"CMD\", \"pg_isready\"]; ready too early",
                "[\"CMD\", \"curl\", \"-s\", \"http://localhost:8000\"]; content with any answer"
            })
    void formsThatCannotTell(String test, String words) {
        assertThat(new HealthcheckForm().look(checking(test).facts()))
                .singleElement()
                .satisfies(found -> assertThat(found.what()).contains(words));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CURL,
                "[\"CMD\", \"healthy\"]",
                "[\"CMD\", \"curl\", \"--fail\", \"http://localhost:8000\"]",
                "[\"CMD-SHELL\", \"curl -fsS http://localhost:8000 > /dev/null\"]",
                "[\"CMD-SHELL\", \"pg_isready -h 127.0.0.1 -U app\"]",
                "[\"CMD\", \"pg_isready\", \"--host=127.0.0.1\"]",
                "[\"CMD-SHELL\", \"redis-cli ping | grep -q PONG\"]",
                "[\"CMD\", \"sh\", \"-c\", \"curl -f localhost || exit 1\"]",
                "[\"NONE\"]"
            })
    void formsThatTell(String test) {
        assertThat(new HealthcheckForm().look(checking(test).facts())).isEmpty();
    }

    @Test
    void aPortThatNobodySpeaksOf() {
        String other = CURL.replace("8000", "9999");
        assertThat(new HealthcheckPorts().look(checking(other).facts()))
                .singleElement()
                .satisfies(found ->
                        assertThat(found.what()).contains("asks port 9999").contains("listen on 8000"));
    }

    @Test
    void thePortOfTheServiceItself() {
        assertThat(new HealthcheckPorts().look(checking(CURL).facts())).isEmpty();
    }

    @Test
    void aPortOfTheStartCommandOrAVariable() {
        String other = CURL.replace("8000", "9999");
        ProjectFacts started = checking(other)
                .built("web", "FROM x\nCMD serve --admin :9999\n")
                .facts();
        ProjectFacts told =
                checking(other).built("web", "FROM x\nENV ADMIN_PORT=9999\n").facts();
        assertThat(new HealthcheckPorts().look(started)).isEmpty();
        assertThat(new HealthcheckPorts().look(told)).isEmpty();
    }

    @Test
    void whereNobodyKnowsThePortsNothingIsSaid() {
        ProjectFacts facts = Projects.of("\"worker\": {\"image\": \"x\", \"healthcheck\": {\"test\": " + CURL + "}}")
                .facts();
        assertThat(new HealthcheckPorts().look(facts)).isEmpty();
    }

    @Test
    void aShellsOwnWordsAreNoPrograms() {
        assertThat(new CheckCommand(List.of("CMD-SHELL", "test -f /ok && [ -s /x ] || { curl -f x; exit 1; }"))
                        .programs())
                .containsExactlyInAnyOrder("/bin/sh", "curl");
        assertThat(new CheckCommand(List.of("CMD", "./relative")).programs()).isEmpty();
        assertThat(new CheckCommand(List.of()).programs()).isEmpty();
    }
}
