package io.deploytodev.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.failure.DeployFailure;
import org.junit.jupiter.api.Test;

class ManifestTest {

    private static final Manifest MANIFEST =
            Samples.manifest(Samples.ROLES, Samples.DATABASE, Samples.GRAPH, Samples.UPLOADS);

    @Test
    void whatIsWrittenCanBeReadAgain() {
        assertThat(Manifest.parse(MANIFEST.json())).contains(MANIFEST);
        assertThat(MANIFEST.bytes()).isEqualTo(4000);
        assertThat(MANIFEST.json()).contains("\"kind\" : \"volume\"").doesNotContain("\"bytes\" : 4000");
    }

    @Test
    void whatALaterVersionAddsIsNoTroubleUnlessItSaysSo() {
        assertThat(Manifest.parse(MANIFEST.json().replace("\"id\"", "\"more\" : 1, \"id\"")))
                .contains(MANIFEST);
        assertThatThrownBy(() -> Manifest.parse(MANIFEST.json().replace("\"schema\" : 1", "\"schema\" : 2")))
                .isInstanceOf(DeployFailure.class)
                .hasMessageContaining("newer deploy-to-dev");
    }

    @Test
    void whatIsNoManifestIsNone() {
        assertThat(Manifest.parse("")).isEmpty();
        assertThat(Manifest.parse("{}")).isEmpty();
        assertThat(Manifest.parse("{\"schema\": 1}")).isEmpty();
        assertThat(Manifest.parse("no JSON")).isEmpty();
    }

    @Test
    void theSumsAreThoseThatSha256sumChecks() {
        assertThat(MANIFEST.sums().lines()).hasSize(4).contains(Samples.SUM + "  volumes/graph.tar.zst");
    }
}
