package io.deploytodev.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.deploytodev.event.DeployEvent;
import io.deploytodev.event.DeployEvent.Outcome;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LiveConsoleTest {

    private static final Look COLOR = new Look(Glyphs.UNICODE, true);

    private final Screen screen = new Screen(80, 24);
    private final SystemTerminal terminal = terminal(screen, StandardCharsets.UTF_8);
    private final LiveConsole console = open(terminal, COLOR);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void a_run_that_ends_well_leaves_its_steps_and_a_summary() {
        Events.ofEveryKind().stream()
                .filter(event -> !(event instanceof DeployEvent.RunFailed))
                .forEach(console::accept);
        console.close();

        assertThat(screen.text()).isEqualTo("""
                        deploy scribe on dev.example.internal
                        ✔ sync             340ms  ◆ 2 files, 1.0 kB
                        ✔ build image       8.4s    3 layers cached
                        ✔ infrastructure  1m 05s  ◆ unchanged
                        ! 4.1 GB of disk left

                        Release 20260101T030405Z-1-a1b2c3d runs there, deployed by ada@laptop.
                          + service  worker is created: it is not there

                        ✔ deploy done in 1m 05s: 3 services changed
                          api-gateway     http://dev.example.internal:8000
                          health          http://dev.example.internal:8000/health
                          release         20260102-030405-1-a1b2c3d
                          critical path   infrastructure 1m 05s

                          deploy-to-dev logs api-gateway   follow its log
                          deploy-to-dev status             what runs now""".stripTrailing());
        assertThat(screen.cursorIsVisible()).isTrue();
        assertThat(screen.cursorColumn()).isZero();
    }

    @Test
    void a_failed_run_leaves_every_step_and_its_outcome_and_the_reason_to_the_report_below() {
        show(Events.runStarted("sync", "build", "infrastructure", "verify"));
        show(Events.started(0, "sync"), Events.done(90, "sync", "2 files", 90));
        show(Events.started(100, "build"), Events.started(100, "infrastructure"));
        IntStream.rangeClosed(1, 60).forEach(i -> show(Events.output(100, "build", "line " + i)));
        show(Events.finished(900, "build", Outcome.FAILED, "mvn exited with 1", 800));
        show(Events.finished(900, "infrastructure", Outcome.CANCELLED, "stopped", 800));
        show(Events.runFailed(1_000, "The image build failed"));
        console.close();

        assertThat(screen.lines())
                .containsExactly(
                        "deploy scribe on dev.example.internal",
                        "✔ sync              90ms  2 files",
                        "✖ build            800ms  mvn exited with 1",
                        "⊘ infrastructure   800ms  stopped",
                        "○ not started: verify",
                        "",
                        "✖ deploy failed after 1.0s");
    }

    @Test
    void what_the_user_ended_is_stopped_and_not_failed() {
        show(Events.runStarted("sync"), Events.runStopped(1_000));
        console.close();

        assertThat(screen.lines()).last().isEqualTo("⊘ deploy stopped after 1.0s");
    }

    @Test
    void the_block_is_redrawn_in_its_place() {
        show(Events.runStarted("sync", "verify"), Events.started(0, "sync"));
        awaitShown("● sync");
        show(Events.status(10, "sync", "asking what changed"));
        awaitShown("asking what changed");
        show(Events.done(20, "sync", "2 files", 20), Events.started(20, "verify"));
        awaitShown("● verify");

        assertThat(screen.lines()).hasSize(3);
        assertThat(screen.lines().get(1)).isEqualTo("✔ sync      20ms  2 files");
        assertThat(screen.cursorColumn()).isZero();
    }

    @Test
    void pictures_that_share_half_of_their_encoding_are_drawn_whole() {
        show(Events.started(0, "build"));
        for (String picture : List.of("🚀 up", "🚁 up", "🎉 done", "日本 🚀", "日🚁本")) {
            show(Events.status(0, "build", picture));
            awaitShown(picture);
        }
    }

    @Test
    void escapes_in_what_a_build_prints_do_not_reach_the_terminal() {
        show(Events.started(0, "build"), Events.output(0, "build", "\u001b[2J\u001b[31mred\u001b[0m\u0007 alert"));

        awaitShown("│ red alert");
    }

    @Test
    void forty_steps_never_scroll_a_terminal_of_24_lines() {
        String[] steps =
                IntStream.rangeClosed(1, 40).mapToObj(i -> "service-" + i).toArray(String[]::new);
        show(Events.runStarted(steps));
        for (String step : steps) {
            show(Events.started(0, step), Events.output(0, step, "output of " + step));
            awaitShown("● " + step);
            assertThat(screen.scrolledOff()).isZero();
            show(Events.done(5, step, "restarted " + step, 5));
        }
        console.close();

        assertThat(screen.lines()).hasSize(41);
        assertThat(screen.text()).contains("restarted service-1\n").endsWith("restarted service-40");
    }

    @Test
    void two_threads_at_once_lose_nothing() throws InterruptedException {
        show(Events.runStarted("build", "infrastructure"));
        List<Thread> threads = new ArrayList<>();
        for (String step : List.of("build", "infrastructure")) {
            threads.add(new Thread(() -> {
                show(Events.started(0, step));
                IntStream.rangeClosed(1, 2_000).forEach(i -> show(Events.output(i, step, step + " line " + i)));
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        awaitShown("│ build line 2000");
        awaitShown("│ infrastructure line 2000");
        assertThat(screen.lines()).hasSize(9);
    }

    @Test
    void output_in_torrents_is_not_drawn_line_by_line() {
        show(Events.started(0, "build"));
        awaitShown("● build");
        int before = screen.frames();
        long start = System.nanoTime();
        IntStream.rangeClosed(1, 20_000).forEach(i -> show(Events.output(i, "build", "line " + i)));
        awaitShown("│ line 20000");
        long frames = Duration.ofNanos(System.nanoTime() - start).toMillis() / 100;

        assertThat(screen.frames() - before).isLessThanOrEqualTo((int) frames + 2);
    }

    @Test
    void a_narrower_window_gets_a_block_that_fits_and_no_remains_of_the_old_one() {
        show(Events.runStarted("sync", "build", "verify"), Events.started(0, "build"));
        show(Events.status(0, "build", "a long status that needs most of the eighty columns there are"));
        awaitShown("columns there are");
        resize(40, 24);
        awaitShown("a long status that n…");

        assertThat(screen.lines()).hasSize(4);
        assertThat(screen.lines()).allMatch(line -> Line.width(line) < 40);
    }

    @Test
    void a_lower_window_gets_fewer_lines_and_a_larger_one_more() {
        String[] steps = IntStream.rangeClosed(1, 12).mapToObj(i -> "step-" + i).toArray(String[]::new);
        show(Events.runStarted(steps), Events.started(0, "step-1"));
        awaitShown("○ step-12");
        resize(80, 8);
        awaitShown("more: ");
        resize(80, 30);
        awaitShown("○ step-12");
    }

    @Test
    void after_a_stop_a_new_block_begins_below_what_the_shell_wrote() {
        show(Events.runStarted("sync"), Events.started(0, "sync"));
        awaitShown("● sync");
        terminal.raise(Signal.CONT);
        await().until(() -> screen.lines().size() == 4);

        assertThat(screen.lines().get(2)).startsWith("deploy scribe");
    }

    @Test
    void without_color_and_unicode_nothing_but_ASCII_is_sent() {
        Screen simple = new Screen(80, 24);
        Look look = new Look(Glyphs.ASCII, false);
        try (LiveConsole ascii = open(terminal(simple, StandardCharsets.US_ASCII), look)) {
            Events.ofEveryKind().forEach(ascii::accept);
        }

        assertThat(simple.text())
                .contains("+ sync")
                .contains("* unchanged")
                .contains("critical path   infrastructure")
                .matches("[ -~\\n]*");
        assertThat(simple.styled()).isFalse();
    }

    @Test
    void closing_again_or_showing_more_changes_nothing() {
        show(Events.notice(0, "first"));
        console.close();
        String before = screen.text();
        show(Events.notice(0, "late"));
        console.close();

        assertThat(screen.text()).isEqualTo(before).isEqualTo("! first");
    }

    @Test
    void closing_from_an_interrupted_thread_still_completes_the_output() {
        show(Events.notice(0, "first"));
        Thread.currentThread().interrupt();
        console.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(screen.text()).isEqualTo("! first");
    }

    @Test
    void a_terminal_that_takes_nothing_holds_up_neither_the_work_nor_the_end() {
        console.close();
        CountDownLatch stuck = new CountDownLatch(1);
        LiveConsole blocked = new LiveConsole(
                () -> {
                    awaitUninterruptibly(stuck);
                    return terminal;
                },
                it -> {},
                COLOR,
                () -> Events.at(100));
        try {
            blocked.accept(Events.notice(0, "accepted at once"));
            blocked.close();
        } finally {
            stuck.countDown();
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static LiveConsole open(SystemTerminal terminal, Look look) {
        return new LiveConsole(() -> terminal, it -> {}, look, () -> Events.at(100));
    }

    private static SystemTerminal terminal(Screen screen, Charset charset) {
        return SystemTerminal.over(screen, charset, new Size(80, 24));
    }

    private void show(DeployEvent... events) {
        Arrays.stream(events).forEach(console::accept);
    }

    private void resize(int columns, int rows) {
        screen.resize(columns, rows);
        terminal.setSize(new Size(columns, rows));
        terminal.raise(Signal.WINCH);
    }

    private void awaitShown(String text) {
        await().pollInterval(Duration.ofMillis(5))
                .untilAsserted(() -> assertThat(screen.text()).contains(text));
    }
}
