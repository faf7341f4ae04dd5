package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets that lie open on this machine are found, and named by their variables alone. */
class HereChecksTest {

    private static final Path ROOT = Path.of("/home/ada/shop");

    private static HereFacts tracked(String text) {
        return new HereFacts(ROOT, Map.of(ROOT.resolve(".env"), text), List.of(), List.of(), List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "API_KEY=sk-live-a8s7d6\n",
                "MODE=dev\nexport DB_PASSWORD='quaeGh2o'\n",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n"
            })
    void aSecretThatGitTracks(String text) {
        assertThat(new TrackedSecrets().look(tracked(text))).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.HURTS);
            assertThat(found.what()).contains("git tracks .env");
            assertThat(found.fix()).contains("git rm --cached .env");
            assertThat(found.toString()).doesNotContain("sk-live").doesNotContain("quaeGh2o");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PORT=8000\nLOG_LEVEL=debug\n",
                "API_KEY=\nDB_PASSWORD=changeme\nTOKEN=<your token>\nJWT_SECRET=your-secret-here\n",
                "DB_PASSWORD=${DB_PASSWORD}\nUSE_TOKEN=true\n",
                "-----BEGIN CERTIFICATE-----\nabc\n"
            })
    void aFileWithoutSecretsMayBeTracked(String text) {
        assertThat(new TrackedSecrets().look(tracked(text))).isEmpty();
    }

    @Test
    void anEnvironmentFileThatTheNextAddTakesAlong() {
        HereFacts facts = new HereFacts(ROOT, Map.of(), List.of(".env"), List.of(), List.of());
        assertThat(new UnignoredEnvironment().look(facts)).singleElement().satisfies(found -> assertThat(found.remedy())
                .contains(new Remedy.Ignored(ROOT.resolve(".gitignore"), "/.env")));
    }

    @Test
    void aPrivateFileThatOthersMayRead() {
        Path file = ROOT.resolve("dev.env");
        HereFacts facts = new HereFacts(ROOT, Map.of(), List.of(), List.of(file), List.of());
        assertThat(new OpenFiles().look(facts)).singleElement().satisfies(found -> assertThat(found.remedy())
                .contains(new Remedy.OwnerOnly(file)));
    }

    @Test
    void aKeyThatOthersMayReadIsWorse() {
        Path key = ROOT.resolve("id_ed25519");
        HereFacts facts = new HereFacts(ROOT, Map.of(), List.of(), List.of(), List.of(key));
        assertThat(new OpenFiles().look(facts)).singleElement().satisfies(found -> {
            assertThat(found.severity()).isEqualTo(Severity.HURTS);
            assertThat(found.remedy()).contains(new Remedy.OwnerOnly(key));
        });
    }

    @Test
    void whereAllIsPrivateNothingIsSaid() {
        HereFacts facts = new HereFacts(ROOT, Map.of(), List.of(), List.of(), List.of());
        assertThat(Catalog.ofHere())
                .allSatisfy(check -> assertThat(check.look(facts)).isEmpty());
    }
}
