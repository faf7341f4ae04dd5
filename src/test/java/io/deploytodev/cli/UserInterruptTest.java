package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class UserInterruptTest {

    @Test
    void aRunThatEndsByItselfLeavesNothingBehind() {
        for (int i = 0; i < 3; i++) {
            UserInterrupt interrupt = UserInterrupt.watch();
            assertThatCode(interrupt::close).doesNotThrowAnyException();
            assertThatCode(interrupt::close).doesNotThrowAnyException();
        }
    }
}
