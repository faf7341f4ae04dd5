package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireAnswerTest {

    private static final String PIECES = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    @Test
    void aBodyOfAKnownLengthEndsWithIt() throws IOException {
        WireAnswer answer = answer("HTTP/1.1 404 Not Found\r\ncontent-length: 5\r\nX-A: b\r\n\r\nhello and more");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("X-A", List.of("b"));
        assertThat(text(answer)).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void answersThatComeOneBehindTheOtherAreToldApart(int atATime) throws IOException {
        String all = PIECES + "3\r\none\r\n0\r\nTrailer: x\r\n\r\n"
                + "HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\ntwo"
                + "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
                + "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nfour";
        WireAnswer one = answer(all.split("(?<=\\G(?s).{" + atATime + "})", -1));
        assertThat(text(one)).isEqualTo("one");
        assertThat(one.isKeptOpen()).isTrue();
        WireAnswer two = one.next();
        assertThat(two.status()).isEqualTo(404);
        assertThat(text(two)).isEqualTo("two");
        WireAnswer three = two.next();
        assertThat(text(three)).isEmpty();
        WireAnswer four = three.next();
        assertThat(text(four)).isEqualTo("four");
        assertThat(four.isKeptOpen()).isFalse();
    }

    @Test
    void aConnectionWhoseEndIsTheAnswersEndIsNotKept() throws IOException {
        assertThat(answer("HTTP/1.0 200 OK\r\n\r\nall").isKeptOpen()).isFalse();
    }

    @Test
    void anEmptyBodyIsEmpty() throws IOException {
        assertThat(text(answer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))).isEmpty();
        assertThat(text(answer(PIECES + "0\r\n\r\n"))).isEmpty();
    }

    @Test
    void aBodyOfNoToldLengthEndsWithTheConnection() throws IOException {
        assertThat(text(answer("HTTP/1.0 200 OK\r\n\r\nall", " of it"))).isEqualTo("all of it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void aBodyInPiecesIsWholeHoweverItComes(int atATime) throws IOException {
        String all =
                PIECES + "6\r\nHello \r\n10;x=y\r\nto all of\r\nyou, \r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\n\r\n";
        assertThat(text(answer(all.split("(?<=\\G.{" + atATime + "})(?s)", -1))))
                .isEqualTo("Hello to all of\r\nyou, abcdefghijklmnopqrstuvwxyz");
    }

    @Test
    void whatHasComeIsHandedOnAtOnceAndNothingIsWaitedForWithIt() throws IOException {
        WireAnswer answer =
                answer(PIECES + "2\r\nab\r\n3\r\ncde\r\n", "5\r\nf", "ghij\r", "\n4", "\r\nklmn\r\n0\r\n\r\n");
        assertThat(some(answer)).isEqualTo("abcde");
        assertThat(some(answer)).isEqualTo("f");
        assertThat(some(answer)).isEqualTo("ghij");
        assertThat(some(answer)).isEqualTo("klmn");
        assertThat(answer.read()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5\r\n", "5\r\nhel", "5\r\nhello", "5\r\nhello\r\n", "5\r\nhello\r\n0"})
    void oneThatBreaksOffIsNoWholeOne(String part) throws IOException {
        WireAnswer answer = answer(PIECES + part);
        assertThatThrownBy(answer::readAllBytes).isInstanceOf(EOFException.class);
    }

    @Test
    void oneOfAKnownLengthThatBreaksOffIsNoWholeOneEither() throws IOException {
        WireAnswer answer = answer("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel");
        assertThatThrownBy(answer::readAllBytes).isInstanceOf(EOFException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1\r\n\r\n", ""})
    void whatIsNoAnswerIsRefused(String words) {
        assertThatThrownBy(() -> answer(words)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz\r\n", "\r\n", "fffffffffffffffff\r\n"})
    void whatIsNoLengthIsRefused(String length) throws IOException {
        WireAnswer answer = answer(PIECES + length + "0\r\n\r\n");
        assertThatThrownBy(answer::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void aHeadWithoutAnEndIsGivenUp() {
        assertThatThrownBy(() -> answer("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000)))
                .isInstanceOf(IOException.class);
    }

    private static WireAnswer answer(String... parts) throws IOException {
        Deque<String> coming = new ArrayDeque<>(List.of(parts));
        return WireAnswer.begin(into -> {
            String part = coming.poll();
            if (part == null) {
                return -1;
            }
            byte[] bytes = part.getBytes(StandardCharsets.US_ASCII);
            int fits = Math.min(bytes.length, into.remaining());
            into.put(bytes, 0, fits);
            if (fits < bytes.length) {
                coming.push(part.substring(fits));
            }
            return fits;
        });
    }

    private static String text(WireAnswer answer) throws IOException {
        return new String(answer.readAllBytes(), StandardCharsets.US_ASCII);
    }

    private static String some(WireAnswer answer) throws IOException {
        byte[] bytes = new byte[100];
        return new String(bytes, 0, answer.read(bytes, 0, bytes.length), StandardCharsets.US_ASCII);
    }
}
