package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongCommandTest {

    private static final String SSH = "ssh -p 2222 -i '/home/ada/my key' -o UserKnownHostsFile=/home/ada/hosts"
            + " deploy@dev.example.internal docker logs -f --tail=100 shop-api-1";

    @Test
    void whatFitsIsLeftAlone() {
        assertThat(LongCommand.broken("ssh dev", 7)).containsExactly("ssh dev");
    }

    @Test
    void linesEndWhereTheShellGoesOnReading() {
        assertThat(LongCommand.broken(SSH, 78))
                .containsExactly(
                        "ssh -p 2222 -i '/home/ada/my key' -o UserKnownHostsFile=/home/ada/hosts \\",
                        "    deploy@dev.example.internal docker logs -f --tail=100 shop-api-1");
    }

    @Test
    void anOptionIsNotPartedFromItsValue() {
        assertThat(LongCommand.broken("ssh -i /home/ada/key -o UserKnownHostsFile=/home/ada/hosts dev", 30))
                .containsExactly("ssh -i /home/ada/key \\", "    -o UserKnownHostsFile=/home/ada/hosts \\", "    dev");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 40, 80})
    void pastedItIsTheSameCommand(int columns) throws Exception {
        String command = "printf '<%s>' 'a b' 'it'\\''s  c' d=e \\'f 'g'";
        List<String> broken = LongCommand.broken(command, columns);
        assertThat(run(String.join("\n", broken))).isEqualTo(run(command)).startsWith("<a b><it's  c>");
    }

    private static String run(String script) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", script).start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
