package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class VersionTest {

    private static final Optional<String> RELEASED = Optional.of("1.2.3");
    private static final Properties PLACEHOLDERS = properties("commit", "$Format:%H$", "time", "$Format:%ct$");
    private static final Properties FILLED_IN = properties("commit", "0a1b2c3".repeat(6), "time", "1769903999");

    @Test
    void aBuildFromTheRepositorySaysCommitAndDay() {
        Properties repository = repository("");
        assertThat(Version.describe(RELEASED, PLACEHOLDERS, repository))
                .isEqualTo("deploy-to-dev 1.2.3, commit 4d5e6f7 of 2026-01-31");
    }

    @Test
    void aBuildOfChangedSourcesSaysSo() {
        assertThat(Version.describe(RELEASED, PLACEHOLDERS, repository("1 file changed, 2 insertions(+)")))
                .isEqualTo("deploy-to-dev 1.2.3, commit 4d5e6f7 of 2026-01-31 with local changes");
    }

    @Test
    void aBuildFromAnArchiveSaysTheCommitThatGitArchiveFilledIn() {
        assertThat(Version.describe(RELEASED, FILLED_IN, new Properties()))
                .isEqualTo("deploy-to-dev 1.2.3, commit 0a1b2c3 of 2026-01-31");
    }

    @Test
    void anArchiveInsideAnotherRepositoryIsStillTheArchive() {
        assertThat(Version.describe(RELEASED, FILLED_IN, repository("1 file changed, 2 insertions(+)")))
                .contains("commit 0a1b2c3");
    }

    @Test
    void whatIsNotKnownIsNotInvented() {
        assertThat(Version.describe(Optional.empty(), PLACEHOLDERS, new Properties()))
                .isEqualTo("deploy-to-dev (not packaged), commit unknown");
        assertThat(Version.describe(
                        RELEASED, properties("commit", "0a1b2c3".repeat(6), "time", "soon"), new Properties()))
                .isEqualTo("deploy-to-dev 1.2.3, commit unknown");
    }

    private static Properties repository(String changed) {
        return properties("commit", "4d5e6f7".repeat(6), "time", "1769900000", "changed", changed);
    }

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.putAll(Map.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return properties;
    }
}
