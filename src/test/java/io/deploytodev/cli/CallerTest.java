package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CallerTest {

    @Test
    void whoeverRunsThisIsOneShortLine() {
        assertThat(Caller.named("ada", "laptop")).isEqualTo("ada@laptop");
        assertThat(Caller.named("a\nb$(c)", "m\u001b[2J'")).isEqualTo("a?b$(c)@m?[2J'");
        assertThat(Caller.named("x".repeat(5000), "laptop"))
                .hasSizeLessThan(200)
                .startsWith("xxx");
    }
}
