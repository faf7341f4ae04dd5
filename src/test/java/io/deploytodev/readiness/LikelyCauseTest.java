package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.docker.ContainerState.Status;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LikelyCauseTest {

    private static final ProbeResult REFUSED = new ProbeResult.NotYet("connection refused");

    @Test
    void forWantOfMemoryTheLimitIsNamed() {
        Evidence evidence = new Evidence(List.of(), OptionalLong.of(64L << 20), List.of());
        assertThat(LikelyCause.of(Containers.outOfMemory(), null, evidence)).hasValueSatisfying(cause -> {
            assertThat(cause.why()).isEqualTo("its memory limit of 64 MiB was too little");
            assertThat(cause.next()).contains("mem_limit");
        });
    }

    @Test
    void withoutALimitItWasTheHostThatRanOut() {
        assertThat(why(Containers.outOfMemory())).contains("the dev host itself ran out of memory");
    }

    @ParameterizedTest
    @CsvSource({
        "0, ended by itself",
        "126, cannot be executed",
        "127, does not have the program",
        "137, something killed it",
        "139, segmentation fault",
        "143, asked it to stop"
    })
    void anExitCodeThatAShellGivesSaysWhy(int code, String words) {
        assertThat(why(Containers.exited(code))).contains(words);
    }

    @Test
    void anExitCodeOfTheProgramsOwnSaysNothing() {
        assertThat(LikelyCause.of(Containers.exited(1), null, Evidence.NONE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "exec /app/run: exec format error | another kind of processor",
                "ModuleNotFoundError: No module named 'requests' | the image lacks requests",
                "Error: Cannot find module 'express' | the image lacks express",
                "Caused by: java.lang.ClassNotFoundException: org.postgresql.Driver | the image lacks org.postgresql.Driver",
                "OSError: [Errno 98] Address already in use | listens on that port already",
                "Error: listen EADDRINUSE: address already in use :::8000 | listens on that port already",
                "PermissionError: [Errno 13] Permission denied: '/data/x' | Permission denied: '/data/x'",
                "KeyError: 'DATABASE_URL' | the variable DATABASE_URL is not set",
                "POSTGRES_PASSWORD must be set | the variable POSTGRES_PASSWORD is not set",
                "FATAL:  password authentication failed for user 'shop' | refused its credentials",
            })
    void whatTheLogComplainsOfIsSaidInPlainWords(String line, String words) {
        assertThat(why(Containers.exited(1), "starting", line, "bye")).contains(words);
    }

    @Test
    void aServiceThatItDoesNotReachIsNamedWithItsState() {
        Evidence evidence = new Evidence(
                List.of("could not connect to server: Connection refused (db:5432)"),
                OptionalLong.empty(),
                List.of(Containers.of(Status.EXITED, Health.NONE, 1, false, 0)));
        assertThat(LikelyCause.of(Containers.exited(1), null, evidence)).hasValueSatisfying(cause -> {
            assertThat(cause.why()).isEqualTo("it does not reach db, which is exited (exit code 1)");
            assertThat(cause.next()).contains("docker logs scribe-db-1");
        });
    }

    @Test
    void aServiceWhoseNameIsOnlyPartOfAWordIsNotMeant() {
        Evidence evidence = new Evidence(
                List.of("connection refused by db-proxy.example.com"),
                OptionalLong.empty(),
                List.of(Containers.running()));
        assertThat(LikelyCause.of(Containers.exited(1), null, evidence)).isEmpty();
    }

    @Test
    void whoListensOnTheLoopbackOnlyIsToldSo() {
        Evidence evidence = log(" * Running on http://127.0.0.1:5000");
        assertThat(LikelyCause.of(Containers.running(), REFUSED, evidence)).hasValueSatisfying(cause -> {
            assertThat(cause.why()).contains("127.0.0.1:5000 only");
            assertThat(cause.next()).isEqualTo("let it listen on 0.0.0.0");
        });
        assertThat(LikelyCause.of(Containers.running(), new ProbeResult.NotYet("HTTP 503"), evidence))
                .isEmpty();
    }

    @Test
    void withoutAContainerNothingIsGuessed() {
        assertThat(LikelyCause.of(null, REFUSED, Evidence.NONE)).isEmpty();
    }

    private static String why(ContainerState container, String... log) {
        Optional<LikelyCause> cause = LikelyCause.of(container, null, log(log));
        assertThat(cause).isPresent();
        return cause.get().why();
    }

    private static Evidence log(String... lines) {
        return new Evidence(List.of(lines), OptionalLong.empty(), List.of());
    }
}
