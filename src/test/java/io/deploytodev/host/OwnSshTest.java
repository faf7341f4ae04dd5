package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnSshTest {

    private static final Login LOGIN = new Login(List.of("ssh", "-p", "2222", "deploy@dev"));

    @Test
    void withoutAnythingItIsALogin() {
        assertThat(OwnSsh.argv(LOGIN, Optional.empty(), List.of(), true))
                .containsExactly("ssh", "-t", "-p", "2222", "deploy@dev");
    }

    @Test
    void aShellBeginsWhereTheSourceLies() {
        assertThat(remote(List.of()))
                .isEqualTo(
                        "exec sh -c 'cd -- \"$1\" 2> /dev/null; exec \"${SHELL:-/bin/sh}\" -l' sh state/shop/source");
    }

    @Test
    void severalWordsStayTheWordsThatTheyAre() {
        assertThat(remote(List.of("ls", "a b", "$HOME")))
                .isEqualTo("exec sh -c 'cd -- \"$1\" 2> /dev/null; shift; exec \"$@\"' sh state/shop/source ls 'a b'"
                        + " '$HOME'");
    }

    @Test
    void oneWordIsALineForTheShellThere() {
        assertThat(remote(List.of("ls *.txt | wc -l"))).endsWith("-c \"$2\"' sh state/shop/source 'ls *.txt | wc -l'");
    }

    private static String remote(List<String> words) {
        List<String> argv = OwnSsh.argv(LOGIN, Optional.of("state/shop/source"), words, false);
        assertThat(argv)
                .startsWith("ssh", "-T", "-p", "2222", "deploy@dev", "--")
                .hasSize(7);
        return argv.get(6);
    }
}
