package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellQuotingTest {

    private static final List<String> HOSTILE = List.of(
            "",
            " ",
            "plain",
            "two words",
            "it's",
            "'",
            "''",
            "'\\''",
            "\"double\"",
            "back\\slash",
            "trailing\\",
            "$HOME",
            "$(touch /tmp/never)",
            "`id`",
            "${IFS}",
            "a;b",
            "a|b&c",
            "a>b<c",
            "*",
            "?[a-z]",
            "{a,b}",
            "~",
            "~root",
            "!history",
            "#comment",
            "-n",
            "--",
            "A=b",
            "line\nbreak",
            "\n",
            "tab\there",
            "carriage\rreturn",
            "\u0001\u001b[31m",
            "ünïcode",
            "漢字",
            "\uD83D\uDE80");

    @Test
    void a_shell_reads_back_exactly_the_words_that_were_quoted() throws Exception {
        assertThat(throughShell(HOSTILE)).isEqualTo(HOSTILE);
    }

    @Test
    void random_words_survive_too() throws Exception {
        Random random = new Random(20260131);
        String alphabet = "ab '\"\\$`!*?[]{}()<>|&;#~=%^\n\t-é";
        List<String> words = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            StringBuilder word = new StringBuilder();
            int length = random.nextInt(12);
            for (int j = 0; j < length; j++) {
                word.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            words.add(word.toString());
        }
        assertThat(throughShell(words)).isEqualTo(words);
    }

    @Test
    void words_that_need_no_quotes_stay_readable() {
        assertThat(ShellQuoting.quote(List.of("docker", "compose", "--ansi=never", "-f", "/srv/a_b.yml")))
                .isEqualTo("docker compose --ansi=never -f /srv/a_b.yml");
    }

    @Test
    void a_program_with_an_equals_sign_in_its_name_does_not_become_an_assignment() {
        assertThat(ShellQuoting.quote(List.of("A=b", "c"))).isEqualTo("'A=b' c");
    }

    @Test
    void a_nul_character_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellQuoting.quote("a\0b"));
    }

    private static List<String> throughShell(List<String> words) throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(words);
        Process shell = new ProcessBuilder("sh", "-c", ShellQuoting.quote(argv)).start();
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        return List.of(output.substring(0, output.length() - 1).split("\0", -1));
    }
}
