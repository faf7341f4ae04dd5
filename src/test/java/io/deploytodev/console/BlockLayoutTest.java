package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockLayoutTest {

    private final RunState run = new RunState();

    @Test
    void finished_running_and_waiting_steps_stand_one_below_the_other() {
        happened(
                Events.runStarted("connect", "sync", "build image", "infrastructure", "verify"),
                Events.started(0, "connect"),
                Events.done(300, "connect", "deploy@dev.example.internal", 300),
                Events.started(300, "sync"),
                Events.bytes(300, "sync", 0, 25_100_000),
                Events.bytes(2_300, "sync", 12_400_000, 25_100_000),
                Events.started(400, "build image"),
                Events.output(500, "build image", "first"),
                Events.output(500, "build image", "second"),
                Events.output(500, "build image", "third"),
                Events.output(500, "build image", "fourth"),
                Events.started(400, "infrastructure"),
                Events.status(600, "infrastructure", "neo4j: not yet, connection refused"));

        assertThat(shown(2_300, 24, 100)).isEqualTo("""
                        deploy scribe on dev.example.internal  ·  1 of 5 steps  ·  2.3s
                        ✔ connect          300ms  deploy@dev.example.internal
                        ● sync              2.0s  ━━━━━━━━━───────────  49%  12.4 of 25.1 MB  6.2 MB/s
                        ● build image       1.9s
                          │ second
                          │ third
                          │ fourth
                        ● infrastructure    1.9s  neo4j: not yet, connection refused
                        ○ verify
                        """.strip());
    }

    @ParameterizedTest
    @CsvSource({"24, 80", "15, 60", "5, 30", "3, 12"})
    void forty_services_with_long_and_wide_names_fit_any_window(int rows, int columns) {
        String waiting = IntStream.range(0, 3)
                .mapToObj(i -> "サービス-" + i + "-of-a-name-that-nobody-would-like-to-type: connection refused")
                .collect(Collectors.joining(" · "));
        happened(
                Events.runStarted("connect", "a step of a rather long name, longer than most", "services", "health"),
                Events.started(0, "connect"),
                Events.done(300, "connect", "deploy@dev.example.internal, Docker 28.0.1, 日本語のホスト名です", 300),
                Events.started(400, "services"),
                Events.services(500, "services", 12, 40),
                Events.status(500, "services", waiting + " · and 25 more · 12 ready"));

        List<String> lines = shown(2_300, rows, columns).lines().toList();
        assertThat(lines).hasSizeLessThanOrEqualTo(rows);
        assertThat(lines).allSatisfy(line -> assertThat(Line.width(line)).isLessThanOrEqualTo(columns));
        assertThat(lines).anySatisfy(line -> assertThat(line).startsWith("● s"));
    }

    @Test
    void a_rate_falls_when_nothing_more_arrives() {
        happened(
                Events.started(0, "sync"),
                Events.bytes(0, "sync", 0, 10_000_000),
                Events.bytes(1_000, "sync", 5_000_000, 10_000_000));

        assertThat(shown(1_000, 24, 100)).contains("5.0 MB/s");
        assertThat(shown(5_000, 24, 100)).contains("1.0 MB/s");
    }

    @Test
    void more_than_the_announced_total_is_still_all_of_it() {
        happened(Events.started(0, "sync"), Events.bytes(0, "sync", 30, 20));

        assertThat(shown(0, 24, 100)).contains("━━━━━━━━━━━━━━━━━━━━ 100%  30 of 20 B");
    }

    @Test
    void forty_steps_fit_in_24_lines_with_what_runs_and_its_output() {
        happened(Events.runStarted(
                IntStream.rangeClosed(1, 40).mapToObj(i -> "step-" + i).toArray(String[]::new)));
        for (int i = 1; i <= 30; i++) {
            happened(Events.started(i, "step-" + i), Events.done(i, "step-" + i, "fact " + i, 1));
        }
        happened(Events.started(40, "step-31"), Events.started(40, "step-32"));
        happened(Events.output(40, "step-31", "one"), Events.output(40, "step-31", "two"));

        List<String> lines = shown(100, 23, 79).lines().toList();

        assertThat(lines).hasSize(23);
        assertThat(lines.get(0)).contains("30 of 40 steps");
        assertThat(lines.get(1)).isEqualTo("✔ 14 finished before");
        assertThat(lines.get(2)).isEqualTo("✔ step-15     1ms  fact 15");
        assertThat(lines.subList(18, 23))
                .containsExactly(
                        "● step-31    0.0s",
                        "  │ one",
                        "  │ two",
                        "● step-32    0.0s",
                        "○ 8 more: step-33, step-34, step-35, step-36, step-37, step-38, step-39, step-…");
    }

    @Test
    void never_are_there_more_lines_or_columns_than_the_terminal_has() {
        happened(Events.runStarted(
                IntStream.rangeClosed(1, 40).mapToObj(i -> "日本語-" + i).toArray(String[]::new)));
        for (int i = 1; i <= 20; i++) {
            happened(Events.started(i, "日本語-" + i), Events.output(i, "日本語-" + i, "🚀 " + "出力".repeat(80)));
            happened(Events.notice(i, "notice 🎉 " + "長い".repeat(60)), Events.bytes(i, "日本語-" + i, i, 20));
            for (int rows = 0; rows <= 60; rows++) {
                for (int columns : new int[] {0, 1, 5, 20, 39, 80, 200}) {
                    List<Line> lines = layout().lines(run, Events.at(50), rows, columns);
                    assertThat(lines).hasSizeLessThanOrEqualTo(rows);
                    assertThat(lines).allMatch(line -> line.width() <= columns);
                }
            }
            Outcome outcome = i % 3 == 0 ? Outcome.FAILED : Outcome.DONE;
            happened(Events.finished(i, "日本語-" + i, outcome, "詳細 " + i, 1));
        }
    }

    @Test
    void a_step_that_runs_is_shown_however_small_the_terminal_is() {
        happened(Events.runStarted("sync", "build", "verify"));
        happened(Events.started(0, "sync"), Events.done(1, "sync", "", 1), Events.started(1, "build"));

        for (int rows = 1; rows <= 10; rows++) {
            assertThat(shown(10, rows, 40)).contains("● build");
        }
    }

    @Test
    void a_failed_step_shows_more_of_its_output_than_one_that_runs() {
        happened(Events.runStarted("build", "infrastructure"));
        for (String step : List.of("build", "infrastructure")) {
            happened(Events.started(0, step));
            IntStream.rangeClosed(1, 60).forEach(i -> happened(Events.output(i, step, step + " line " + i)));
        }
        happened(Events.finished(100, "build", Outcome.FAILED, "mvn exited with 1", 100));

        List<String> lines = shown(100, 23, 79).lines().toList();

        assertThat(lines).hasSize(23).contains("✖ build            100ms  mvn exited with 1");
        assertThat(lines.stream().filter(line -> line.contains("infrastructure line")))
                .hasSize(3);
        assertThat(lines.stream().filter(line -> line.contains("│ build line"))).hasSize(17);
        assertThat(lines).contains("  │ build line 60");
    }

    @Test
    void a_step_that_nobody_announced_is_shown_too() {
        happened(Events.runStarted("sync"), Events.started(0, "surprise"));

        assertThat(shown(0, 24, 80)).contains("○ sync").contains("● surprise");
    }

    @Test
    void wide_characters_are_cut_where_their_columns_end() {
        assertThat(Line.of("日本語").fit(6, "…").text()).isEqualTo("日本語");
        assertThat(Line.of("日本語").fit(5, "…").text()).isEqualTo("日本…");
        assertThat(Line.of("日本語").fit(4, "…").text()).isEqualTo("日…");
        assertThat(Line.of("a🚀b").fit(3, "…").text()).isEqualTo("a…");
    }

    private void happened(DeployEvent... events) {
        Arrays.stream(events).forEach(run::dispatch);
    }

    private String shown(long millis, int rows, int columns) {
        return String.join(
                "\n",
                layout().lines(run, Events.at(millis), rows, columns).stream()
                        .map(Line::text)
                        .toList());
    }

    private static BlockLayout layout() {
        return new BlockLayout(Glyphs.UNICODE);
    }
}
