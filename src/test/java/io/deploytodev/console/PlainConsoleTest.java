package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainConsoleTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PlainConsole console = console(false, Ansi.OFF);

    @Test
    void a_run_reads_as_one_line_for_each_fact_and_a_summary() {
        Events.ofEveryKind().forEach(console::accept);

        assertThat(printed()).isEqualTo("""
                        00:00.0  deploy scribe on dev.example.internal, 2026-01-02T03:04:05Z
                        00:00.0  sync            started
                        00:00.3  sync            done in 340ms: 2 files, 1.0 kB
                        00:00.3  note: 4.1 GB of disk left
                        00:00.4  build image     started
                        00:00.4  infrastructure  started
                        00:00.5  infrastructure  neo4j: not yet, connection refused
                        00:08.8  build image     done in 8.4s: 3 layers cached
                        01:05.4  infrastructure  unchanged, 1m 05s

                        Release 20260101T030405Z-1-a1b2c3d runs there, deployed by ada@laptop.
                          + service  worker is created: it is not there

                        01:05.5  deploy done in 1m 05s: 3 services changed

                          note: 4.1 GB of disk left

                          sync              340ms *
                          build image        8.4s
                          infrastructure   1m 05s *

                          api-gateway     http://dev.example.internal:8000
                          health          http://dev.example.internal:8000/health
                          release         20260102-030405-1-a1b2c3d
                          critical path   infrastructure 1m 05s

                          deploy-to-dev logs api-gateway   follow its log
                          deploy-to-dev status             what runs now

                          note: 4.1 GB of disk left
                        01:05.6  deploy FAILED after 1m 05s
                        """);
    }

    @Test
    void no_control_character_is_printed_but_the_ends_of_lines() {
        show(Events.output(0, "build", "\u001b[2J\u001b]0;x\u0007\u0085a\rb\tc"), Events.notice(0, "two\nlines"));

        assertThat(printed().replace("\n", "").chars()).noneMatch(Character::isISOControl);
        assertThat(printed()).contains("| b    c").contains("note: two lines");
    }

    @Test
    void progress_is_said_every_few_seconds_only_when_it_went_on() {
        show(Events.started(0, "sync"));
        for (int i = 0; i <= 100; i++) {
            show(Events.bytes(i * 100L, "sync", i * 10_000L, 1_000_000));
        }

        assertThat(lines())
                .containsExactly(
                        "00:00.0  sync  started",
                        "00:00.0  sync  30%, 0.3 of 1.0 MB, 100.0 kB/s",
                        "00:00.0  sync  60%, 0.6 of 1.0 MB, 100.0 kB/s",
                        "00:00.0  sync  90%, 0.9 of 1.0 MB, 100.0 kB/s");
    }

    @Test
    void a_slow_transfer_is_mentioned_although_it_hardly_goes_on() {
        show(Events.started(0, "sync"));
        for (int i = 0; i <= 40; i++) {
            show(Events.bytes(i * 1000L, "sync", i, 100_000));
        }

        assertThat(lines()).hasSize(3);
    }

    @Test
    void statuses_that_alternate_are_each_said_once_a_minute() {
        show(Events.runStarted("infrastructure"));
        for (int i = 0; i < 50; i++) {
            show(Events.status(i * 1000L, "infrastructure", i % 2 == 0 ? "neo4j: not yet" : "redis: not yet"));
        }
        show(Events.status(60_000, "infrastructure", "neo4j: not yet"));

        assertThat(lines().stream().filter(line -> line.contains("not yet")))
                .containsExactly(
                        "00:00.0  infrastructure  neo4j: not yet",
                        "00:01.0  infrastructure  redis: not yet",
                        "01:00.0  infrastructure  neo4j: not yet");
    }

    @Test
    void a_failed_step_stands_out_and_its_reason_is_left_to_the_report_that_follows() {
        show(
                Events.finished(5_000, "build", Outcome.FAILED, "mvn exited with 1", 4_000),
                Events.finished(5_000, "verify", Outcome.CANCELLED, "stopped", 0),
                Events.runFailed(6_000, "mvn exited with 1"));

        assertThat(lines())
                .containsExactly(
                        "00:00.0  build  FAILED after 4.0s",
                        "00:00.0  verify  stopped after 0ms",
                        "00:00.0  run FAILED after 6.0s");
    }

    @Test
    void a_second_failure_that_the_report_leaves_out_is_told() {
        show(
                Events.finished(5_000, "build", Outcome.FAILED, "mvn exited with 1", 4_000),
                Events.finished(5_100, "infrastructure", Outcome.FAILED, "neo4j ended", 4_000),
                Events.runFailed(6_000, "mvn exited with 1"));

        assertThat(printed()).containsOnlyOnce("neo4j ended").doesNotContain("mvn exited");
    }

    @Test
    void what_the_user_ended_is_stopped_and_not_failed() {
        show(Events.runStarted("sync"), Events.runStopped(2_000));

        assertThat(lines()).last().isEqualTo("00:02.0  deploy stopped after 2.0s");
    }

    @Test
    void of_a_long_build_a_line_now_and_then_shows_that_it_goes_on() {
        show(Events.started(0, "build"));
        for (int i = 1; i <= 40; i++) {
            show(Events.output(i * 1000L, "build", "line " + i));
        }

        assertThat(lines())
                .containsExactly(
                        "00:00.0  build  started", "00:00.0  build    | line 15", "00:00.0  build    | line 30");
    }

    @Test
    void verbose_shows_all_output_and_each_command_with_its_time() {
        PlainConsole verbose = console(true, Ansi.OFF);
        verbose.accept(Events.runStarted("build"));
        verbose.accept(Events.output(1_000, "build", "line 1"));
        verbose.accept(Events.output(1_100, "build", "line 2"));
        verbose.accept(Events.commandEnded(1_200, "docker compose build api", ""));
        verbose.accept(Events.commandEnded(1_300, "docker compose up api", "exit code 1"));

        assertThat(lines().subList(1, lines().size()))
                .containsExactly(
                        "00:01.0  build    | line 1",
                        "00:01.1  build    | line 2",
                        "00:01.2  $ dev: docker compose build api  (120ms)",
                        "00:01.3  $ dev: docker compose up api  (120ms, exit code 1)");
    }

    @Test
    void a_notice_is_said_when_it_comes_and_once_more_at_the_end_however_often_it_came() {
        show(Events.notice(0, "X is not set"), Events.notice(1, "X is not set"), Events.runStopped(2_000));

        assertThat(lines().stream().map(String::strip))
                .containsExactly(
                        "00:00.0  note: X is not set", "", "note: X is not set", "00:00.0  run stopped after 2.0s");
    }

    @Test
    void colours_only_where_they_are_wanted() {
        PlainConsole colored = console(false, Ansi.ON);
        colored.accept(Events.finished(5_000, "build", Outcome.FAILED, "", 4_000));

        assertThat(printed()).isEqualTo("\u001b[2m00:00.0  \u001b[0mbuild  \u001b[1;31mFAILED\u001b[0m after 4.0s\n");
    }

    @Test
    void nothing_is_printed_after_it_was_closed() {
        console.close();
        console.close();
        show(Events.notice(0, "late"));

        assertThat(printed()).isEmpty();
    }

    private PlainConsole console(boolean verbose, Ansi ansi) {
        return new PlainConsole(new PrintStream(bytes, true, StandardCharsets.UTF_8), verbose, ansi);
    }

    private void show(DeployEvent... events) {
        Arrays.stream(events).forEach(console::accept);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return printed().lines().toList();
    }
}
