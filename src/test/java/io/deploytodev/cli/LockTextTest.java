package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.release.Intent;
import io.deploytodev.release.LockNote;
import io.deploytodev.release.LockStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockTextTest {

    private static final Intent INTENT = new Intent(
            1,
            7,
            "deploy",
            "20261121T091158Z-7-abc1234",
            "",
            "20261120T080000Z-6",
            "ada@laptop",
            "20261121T091158Z",
            "abc1234",
            "main",
            false,
            "image",
            true,
            "20261121T091158Z",
            List.of("api"));

    static final LockStatus HELD = new LockStatus(
            Optional.of(new LockNote("ada@laptop", "deploy", "2026-11-21 09:12:00 UTC")),
            7,
            List.of("7-build-1"),
            Optional.of(INTENT));

    @Test
    void whoIsAtWorkIsTold() {
        assertThat(LockText.lines(HELD, "shop on dev", "20261121T091412Z"))
                .containsExactly(
                        "ada@laptop is at work on shop on dev.",
                        "verb     deploy, number 7",
                        "since    2026-11-21 09:12:00 UTC, for 2m 12s",
                        "step     image",
                        "at work  build of number 7");
    }

    @Test
    void whatWasCutOffIsTold() {
        LockStatus cutOff = new LockStatus(Optional.empty(), 7, List.of(), Optional.of(INTENT));
        assertThat(LockText.lines(cutOff, "shop on dev", ""))
                .containsExactly(
                        "Nobody is at work on shop on dev.",
                        "cut off  ada@laptop's deploy 7 of 2026-11-21 09:11:58 UTC was cut off in image; the next deploy or"
                                + " rollback mends what it left.");
        assertThat(LockText.json(cutOff)).contains("\"step\":\"\",\"cutOff\":\"ada@laptop's deploy 7 of");
    }

    @Test
    void whatWasLeftAtWorkIsToldToo() {
        assertThat(LockText.lines(
                        new LockStatus(Optional.empty(), 7, List.of("7-up-2"), Optional.empty()), "shop on dev", ""))
                .containsExactly(
                        "Nobody is at work on shop on dev.",
                        "at work  up of number 7",
                        "Nobody waits for that any more: the next deploy ends it, or waits for it.");
    }

    @Test
    void programsGetOneObject() {
        assertThat(LockText.json(HELD))
                .isEqualTo(
                        "{\"schema\":1,\"held\":true,\"who\":\"ada@laptop\",\"verb\":\"deploy\","
                                + "\"since\":\"2026-11-21T09:12:00Z\",\"number\":7,\"step\":\"image\",\"cutOff\":\"\",\"jobs\":[\"7-build-1\"]}");
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "10m, 600", "2h, 7200"})
    void aDurationIsANumberWithSOrMOrH(String text, int seconds) {
        assertThat(WaitOption.parse(text)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource({"20261121T091200Z", "0s", "10", "m", "1d", "-5s"})
    void whatElseFollowsIsNoDuration(String text) {
        assertThat(WaitOption.parse(text)).isEmpty();
    }
}
