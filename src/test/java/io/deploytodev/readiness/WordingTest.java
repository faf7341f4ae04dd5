package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordingTest {

    @Test
    void aServersTextBecomesOneShortLineThatCannotDriveATerminal() {
        assertThat(Wording.oneLine("a\r\n\tb\u001b[31mc\u0007")).isEqualTo("a b [31mc");
        assertThat(Wording.oneLine("x".repeat(1000)))
                .hasSize(Wording.LONGEST_LINE + 1)
                .endsWith("…");
        assertThat(Wording.oneLine(null)).isEmpty();
    }

    @Test
    void connectionTroubleIsSaidInPlainWords() {
        assertThat(Wording.of(new ConnectException("Connection refused (Connection refused)")))
                .isEqualTo("connection refused");
        assertThat(Wording.of(new EOFException())).isEqualTo("it closed the connection before it answered");
        assertThat(Wording.of(new UnknownHostException("db.example.internal")))
                .isEqualTo("the name db.example.internal is not known");
        assertThat(Wording.of(new IOException("broken\npipe"))).isEqualTo("broken pipe");
    }

    @Test
    void timesAreSaidInTenthsOfASecond() {
        assertThat(Wording.seconds(Duration.ofMillis(4249))).isEqualTo("4.2 s");
    }

    @Test
    void aSecretShowsItselfToNobody() {
        Secret secret = new Secret("s3cret");
        assertThat(secret).hasToString("***").isEqualTo(new Secret("s3cret"));
        assertThat(secret.hiddenIn("not s3cret!")).isEqualTo("not ***!");
        assertThat(new Secret("").hiddenIn("all of it")).isEqualTo("all of it");
    }
}
