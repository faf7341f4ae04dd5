package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.schedule.RunHistory;
import io.deploytodev.schedule.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HistoryTextTest {

    static final RunRecord WELL =
            run("20261121T010004Z-nightly", "healthy", 0, "1a2b3c4 of main is deployed, as release r1.");

    static final RunRecord BROKEN = run("20261120T010004Z-nightly", "build", 8, "The image did not build.");

    @Test
    void each_night_is_a_sentence_in_the_time_of_its_own_zone_and_what_went_wrong_has_its_why() {
        List<String> lines = HistoryText.table(
                new RunHistory(List.of(WELL, BROKEN), "", Optional.empty()), List.of(WELL, BROKEN), "shop on dev");

        assertThat(lines)
                .containsExactly(
                        "✔ Sat 21 Nov 02:00  nightly: 1a2b3c4 of main is deployed, as release r1. (4m 05s)",
                        "✘ Fri 20 Nov 02:00  nightly: The image did not build. (4m 05s)",
                        "    npm said no",
                        "    Try 1 failed: dev cannot be reached. Trying again in 5 min.",
                        "    webhook: not sent, it answered 404",
                        "",
                        "deploy-to-dev schedule history --show 20261121T010004Z-nightly tells one in full, with its log.");
    }

    @Test
    void whoever_slept_through_is_told_and_so_is_that_a_host_could_not_be_asked() {
        RunRecord late = record(
                "20261121T060004Z-nightly", "healthy", 0, "Deployed.", "2026-11-21T01:00:00Z", "2026-11-21T06:00:04Z");

        assertThat(HistoryText.table(
                        new RunHistory(List.of(late), "dev cannot be asked.", Optional.empty()), List.of(late), "shop"))
                .contains(
                        "dev cannot be asked.",
                        "    It began 5 h after it was due: this machine was off or at work before.");
        assertThat(HistoryText.table(new RunHistory(List.of(), "", Optional.empty()), List.of(), "shop on dev"))
                .containsExactly("No schedule has run for shop on dev yet.");
    }

    @Test
    void one_in_full_has_its_steps_and_its_log() {
        assertThat(HistoryText.whole(BROKEN, Optional.of("one\ntwo\n")))
                .contains(
                        "  why     npm said no",
                        "  next    Mend it.",
                        "  run     20261120T010004Z-nightly, by ada@nightly",
                        "  due     Fri 20 Nov 02:00 (Europe/Berlin)",
                        "  ref     origin/main",
                        "  steps   begin 0.0s, image 1m 01s",
                        "one",
                        "two");
    }

    @Test
    void the_report_draws_each_step_against_its_longest_and_counts_what_went_wrong() {
        List<RunRecord> runs = new ArrayList<>(List.of(WELL, BROKEN));
        runs.add(run("20261119T010004Z-nightly", "unchanged", 0, "Nothing has changed since release r0."));

        List<String> lines = ReportText.draw(runs, "shop on dev", "the last 4 weeks");

        assertThat(lines.get(0))
                .isEqualTo("nightly for shop on dev, the last 4 weeks: 3 runs, 2 well (1 had nothing to do), 1 not.");
        assertThat(lines).anyMatch(line -> line.matches("outcome +–✘✔ *"));
        assertThat(lines).anyMatch(line -> line.matches("image +███ +1m 01s +1m 01s +1m 01s"));
        assertThat(lines).noneMatch(line -> line.startsWith("begin"));
        assertThat(lines).endsWith("once  The image did not build.");
        assertThat(ReportText.draw(List.of(), "shop on dev", "the last week"))
                .containsExactly("No schedule has run for shop on dev in the last week.");
    }

    @Test
    void bars_are_as_high_as_what_they_stand_for_and_a_run_that_did_not_come_so_far_has_none() {
        assertThat(ReportText.bars(List.of(-1L, 0L, 100L, 50L, 99L))).isEqualTo("·▁█▅█");
        assertThat(ReportText.bars(List.of())).isEmpty();
    }

    private static RunRecord run(String id, String outcome, int exitCode, String what) {
        String day = id.substring(0, 4) + "-" + id.substring(4, 6) + "-" + id.substring(6, 8);
        return record(id, outcome, exitCode, what, day + "T01:00:00Z", day + "T01:00:04Z");
    }

    private static RunRecord record(String id, String outcome, int exitCode, String what, String due, String started) {
        boolean well = exitCode == 0;
        return new RunRecord(
                RunRecord.SCHEMA,
                id,
                "nightly",
                "shop",
                "dev",
                "Europe/Berlin",
                "ada@nightly",
                due,
                started,
                Instant.parse(started).plusSeconds(245).toString(),
                "origin/main",
                "1a2b3c4",
                "main",
                outcome,
                exitCode,
                what,
                well ? "" : "npm said no",
                well ? "" : "Mend it.",
                well ? "r1" : "",
                1,
                well ? List.of() : List.of("Try 1 failed: dev cannot be reached. Trying again in 5 min."),
                new TreeMap<>(Map.of("image", 61_000L, "begin", 20L)),
                well ? "" : "webhook: not sent, it answered 404");
    }
}
