package io.deploytodev.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What programs make of a secret before they print it is still not to be read. */
class SecretFormsTest {

    private static final String PASSWORD = "p\"ä's\\ s+w/ö&r$d*?";

    private final Secrets secrets = new Secrets();

    @BeforeEach
    void learn() {
        secrets.learn(Map.of("DB_PASSWORD", PASSWORD));
    }

    @Test
    void asItIs() {
        assertThat(secrets.mask("login " + PASSWORD + " failed")).isEqualTo("login ${DB_PASSWORD} failed");
    }

    @Test
    void inJson() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        assertMasked(json.writeValueAsString(Map.of("a", PASSWORD)));
        assertMasked(new ObjectMapper(new JsonFactoryBuilder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                        .build())
                .writeValueAsString(Map.of("a", PASSWORD)));
    }

    @Test
    void inAnAddress() {
        String encoded = URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8);
        assertMasked("http://h/?q=" + encoded);
        assertMasked("http://h/?q=" + encoded.replace("+", "%20"));
        assertMasked("redis://u:p%22%C3%A4's%5C%20s+w%2F%C3%B6&r$d*%3F@h");
    }

    @Test
    void inQuotesOfAShell() {
        assertMasked("sh -c 'login " + PASSWORD.replace("'", "'\\''") + "'");
        assertMasked("login " + PASSWORD.replace("'", "\\'"));
    }

    @Test
    void inBase64WhereverItStands() {
        for (String before : List.of("", "u:", "me:", "user:")) {
            for (String after : List.of("", "\n", "@h", ":more")) {
                String text = before + PASSWORD + after;
                String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
                assertMasked("Authorization: Basic " + encoded);
                assertMasked(encoded.replace('+', '-').replace('/', '_').replace("=", ""));
            }
        }
    }

    @Test
    void lineByLineWhenItHasLines() {
        secrets.learnFile("""
                PRIVATE_KEY="-----BEGIN KEY-----
                MIIEvQIBADANBgkqhkiG
                AbCdEfGhIjKlMnOp
                -----END KEY-----"
                OTHER=1
                """);
        assertThat(secrets.mask("  MIIEvQIBADANBgkqhkiG")).isEqualTo("  ${PRIVATE_KEY}");
        assertThat(secrets.mask("AbCdEfGhIjKlMnOp")).isEqualTo("${PRIVATE_KEY}");
        assertThat(secrets.mask("{\"k\":\"MIIEvQIBADANBgkqhkiG\\nAbCdEfGhIjKlMnOp\\n\"}"))
                .doesNotContain("MIIE", "AbCd");
    }

    @Test
    void theContentOfAFileWhateverItIsCalled() {
        secrets.learnContent("account.json", "{\"type\": \"x\", \"key\": \"letters-and-more\"}\n");
        assertThat(secrets.mask("key letters-and-more is refused")).isEqualTo("key ${account.json} is refused");
    }

    private void assertMasked(String text) {
        assertThat(secrets.mask(text)).as(text).contains("${DB_PASSWORD}").doesNotContain("w%2F", "cyBz");
    }
}
