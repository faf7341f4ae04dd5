package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void aFewAreAllNamed() {
        assertThat(Names.few(List.of())).isEmpty();
        assertThat(Names.few(List.of("a", "b", "c", "d"))).isEqualTo("a, b, c, d");
    }

    @Test
    void ofManyTheFirstAreNamedAndTheOthersCounted() {
        assertThat(Names.few(List.of("a", "b", "c", "d", "e"))).isEqualTo("a, b, c and 2 more");
    }
}
