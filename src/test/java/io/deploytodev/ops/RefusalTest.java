package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RefusalTest {

    private static final String REFUSED = "OCI runtime exec failed: exec failed: \"nosuch\": not found\r\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Refusal refusal = new Refusal(out);

    @Test
    void theEnginesWordsAreNoOutput() throws IOException {
        says(REFUSED);
        assertThat(refusal.at(true)).contains("exec failed: \"nosuch\": not found");
        assertThat(out.size()).isZero();
    }

    @Test
    void aCommandThatSaysTheSameIsHeard() throws IOException {
        says(REFUSED);
        assertThat(refusal.at(false)).isEmpty();
        assertThat(out).hasToString(REFUSED);
    }

    @Test
    void whatOnlyBeginsLikeThatGoesThroughAtOnce() throws IOException {
        says("OCI run");
        assertThat(out.size()).isZero();
        says("s well\n");
        assertThat(out).hasToString("OCI runs well\n");
    }

    @Test
    void theFirstByteOfAPromptIsNotKeptBack() throws IOException {
        says("#");
        assertThat(out).hasToString("#");
    }

    @Test
    void littleThatIsLeftIsPassedOnAtTheEnd() throws IOException {
        says("OCI");
        assertThat(refusal.at(true)).isEmpty();
        assertThat(out).hasToString("OCI");
    }

    private void says(String text) throws IOException {
        refusal.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
