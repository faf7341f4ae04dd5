package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoginShellTest {

    private static final List<String> HOSTILE = List.of(
            "",
            "it's",
            "'\\''",
            "\\",
            "\\\\",
            "a\\'b",
            "trailing\\",
            "hi! there",
            "!!",
            "$HOME $(id) `id` ${IFS}",
            "%s %b %%",
            "\\0101",
            "two\nlines\n",
            "\n",
            "tab\t\u0001\u001b[31m",
            "*?[a-z]{a,b}~;|&<>#",
            "A=b",
            "ünïcode 漢字");

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash", "zsh", "ksh", "fish", "tcsh"})
    void every_login_shell_starts_the_command_with_exactly_its_words(String shell) throws Exception {
        assumeInstalled(shell);
        assertThat(printed(shell, HOSTILE)).isEqualTo(HOSTILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "bash", "dash", "zsh", "ksh", "fish", "tcsh"})
    void a_shell_that_waits_becomes_the_command_that_it_is_told_and_leaves_it_the_rest_of_the_input(String shell)
            throws Exception {
        assumeInstalled(shell);
        List<String> words = new ArrayList<>(List.of("sh", "-c", "cat; printf '%s\\0' \"$@\"", "sh"));
        words.addAll(HOSTILE);
        Process process = waiting(shell);
        try (OutputStream in = process.getOutputStream()) {
            in.write(LoginShell.word(words));
            in.write("its input\n".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(new String(afterMarker(process.getInputStream().readAllBytes(), 5), StandardCharsets.UTF_8))
                .isEqualTo("its input\n" + String.join("\0", HOSTILE) + "\0");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void a_shell_that_waits_in_vain_begins_nothing_and_says_so() throws Exception {
        Process process = waiting("sh");
        try (OutputStream in = process.getOutputStream()) {
            in.write("half of a comma".getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(process.waitFor()).isEqualTo(LoginShell.IN_VAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "fish", "tcsh"})
    void a_long_script_passes_too(String shell) throws Exception {
        assumeInstalled(shell);
        List<String> words = List.of("line of a script\n".repeat(3_000));
        assertThat(printed(shell, words)).isEqualTo(words);
    }

    @Test
    void what_start_up_files_print_is_no_output_of_the_command() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        Process shell = new ProcessBuilder(
                        "sh", "-c", "echo Welcome; printf 'no end of line'\n" + LoginShell.line(List.of("cat")))
                .start();
        Daemon.start("feed", () -> {
            try (OutputStream in = shell.getOutputStream()) {
                in.write(bytes);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });

        assertThat(afterMarker(shell.getInputStream().readAllBytes(), 7)).isEqualTo(bytes);
    }

    @Test
    void without_a_command_all_that_was_printed_is_kept_for_it_says_why() throws Exception {
        byte[] refusal = "This account is currently not available.\n".getBytes(StandardCharsets.US_ASCII);

        assertThat(afterMarker(refusal, 3)).isEqualTo(refusal);
    }

    @Test
    void the_exit_code_is_that_of_the_command() throws Exception {
        assertThat(start("sh", List.of("sh", "-c", "exit 7")).waitFor()).isEqualTo(7);
        assertThat(start("sh", List.of("no-such-program-here")).waitFor()).isEqualTo(CommandFailed.NOT_STARTED);
    }

    private static List<String> printed(String shell, List<String> words) throws Exception {
        List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
        argv.addAll(words);
        Process process = start(shell, argv);
        String text = new String(afterMarker(process.getInputStream().readAllBytes(), 1), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return List.of(text.substring(0, text.length() - 1).split("\0", -1));
    }

    private static Process waiting(String shell) throws IOException {
        return new ProcessBuilder(shell, "-c", LoginShell.WAITING)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static Process start(String shell, List<String> argv) throws IOException {
        Process process = new ProcessBuilder(shell, "-c", LoginShell.line(argv))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return process;
    }

    /** In pieces of this size, for a marker may come in two. */
    private static byte[] afterMarker(byte[] output, int piece) throws IOException {
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        try (AfterMarker reader = new AfterMarker(passed)) {
            for (int i = 0; i < output.length; i += piece) {
                reader.write(output, i, Math.min(piece, output.length - i));
            }
        }
        return passed.toByteArray();
    }

    private static void assumeInstalled(String shell) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell))),
                shell + " is not installed here");
    }
}
