package io.deploytodev.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.failure.DeployFailure;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefNameTest {

    @Test
    void the_first_words_name_a_remote_where_there_is_one() {
        assertThat(RefName.parse("origin/main", List.of("origin")))
                .isEqualTo(new RefName(Optional.of("origin"), "main"));
        assertThat(RefName.parse("ada/fork/topic/x", List.of("ada", "ada/fork")))
                .isEqualTo(new RefName(Optional.of("ada/fork"), "topic/x"));
        assertThat(RefName.parse("feature/a", List.of("origin"))).isEqualTo(new RefName(Optional.empty(), "feature/a"));
        assertThat(RefName.parse("feature/a", List.of("origin")).candidates())
                .containsExactly("refs/heads/feature/a", "refs/tags/feature/a");
        assertThat(RefName.parse("refs/tags/v1", List.of()).candidates()).containsExactly("refs/tags/v1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-main",
                "--upload-pack=touch",
                "main branch",
                "main;id",
                "$(id)",
                "`id`",
                "main~1",
                "main^",
                "a:b",
                "+main",
                "*",
                "a..b",
                "a//b",
                "a/",
                "a.lock",
                "a/.b",
                "main@{1}",
                "a\nb",
                "a\u0000b",
                "HEAD",
                "origin/HEAD",
                "origin"
            })
    void what_git_could_take_for_something_else_is_refused(String text) {
        assertThatThrownBy(() -> RefName.parse(text, List.of("origin"))).isInstanceOf(DeployFailure.class);
    }

    @Test
    void only_small_hexadecimal_digits_may_be_a_commit() {
        assertThat(RefName.parse("1a2b3c4", List.of()).mayBeCommit()).isTrue();
        assertThat(RefName.parse("1a2b3c4", List.of()).isWholeHash()).isFalse();
        assertThat(RefName.parse("0123456789abcdef0123456789abcdef01234567", List.of())
                        .isWholeHash())
                .isTrue();
        assertThat(RefName.parse("1a2b3", List.of()).mayBeCommit()).isFalse();
        assertThat(RefName.parse("v1a2b3c4", List.of()).mayBeCommit()).isFalse();
    }
}
