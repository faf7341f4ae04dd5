package io.deploytodev.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.host.Daemon;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class LogMergeTest {

    private final AtomicLong now = new AtomicLong();
    private final LogMerge merge = new LogMerge(now::get, false);
    private final LogMerge.Source web = merge.join(container("web"));
    private final LogMerge.Source db = merge.join(container("db"));

    @Test
    void logsThatAreReadUpToNowComeInExactOrderHoweverLateTheyArrive() throws Exception {
        web.is(LogMerge.State.READING);
        db.is(LogMerge.State.READING);
        web.offer(lines(web, 1, 4, 5));
        pass(Duration.ofHours(1));
        assertThat(taken()).isEmpty();
        db.offer(lines(db, 2, 3));
        assertThat(taken()).containsExactly("web 1", "db 2", "db 3");
        db.is(LogMerge.State.ENDED);
        assertThat(taken()).containsExactly("web 4", "web 5");
        web.is(LogMerge.State.ENDED);
        assertThat(merge.take(new ArrayList<>(), Duration.ZERO)).isEqualTo(-1);
    }

    @Test
    void aLineOfOneThatIsFollowedWaitsAMomentForAnOlderOne() throws Exception {
        followBoth();
        web.offer(lines(web, 10));
        assertThat(taken()).isEmpty();
        db.offer(lines(db, 9));
        assertThat(taken()).containsExactly("db 9");
        pass(LogMerge.HOLD);
        assertThat(taken()).containsExactly("web 10");
    }

    @Test
    void oneThatWritesAllTheTimeIsNotHeldUpByOneThatIsSilent() throws Exception {
        followBoth();
        pass(LogMerge.HOLD);
        web.offer(lines(web, 1));
        pass(LogMerge.HOLD.dividedBy(2));
        web.offer(lines(web, 2));
        pass(LogMerge.HOLD.dividedBy(2));
        web.offer(lines(web, 3));
        assertThat(taken()).containsExactly("web 1");
        pass(LogMerge.HOLD.dividedBy(2));
        assertThat(taken()).containsExactly("web 2");
    }

    @Test
    void nobodyWaitsForAContainerThatDoesNotRun() throws Exception {
        followBoth();
        db.is(LogMerge.State.IDLE);
        web.offer(lines(web, 1));
        assertThat(taken()).containsExactly("web 1");
    }

    @Test
    void anEngineThatIsSlowToBeginIsWaitedForButNotForEver() throws Exception {
        followBoth();
        db.is(LogMerge.State.OPENING);
        web.offer(lines(web, 1));
        pass(Duration.ofSeconds(9));
        assertThat(taken()).isEmpty();
        pass(Duration.ofSeconds(2));
        assertThat(taken()).containsExactly("web 1");
    }

    @Test
    void equalTimesKeepEachContainersOwnOrder() throws Exception {
        web.is(LogMerge.State.READING);
        db.is(LogMerge.State.READING);
        web.offer(lines(web, 1, 1, 1));
        db.offer(lines(db, 1));
        web.is(LogMerge.State.ENDED);
        db.is(LogMerge.State.ENDED);
        assertThat(taken()).containsExactly("web 1", "web 1", "web 1", "db 1");
    }

    @Test
    void whoBringsMoreThanFitsWaitsAndWhatIsThereGoesOut() throws Exception {
        web.is(LogMerge.State.READING);
        db.is(LogMerge.State.READING);
        web.offer(List.of(big(web, 1), big(web, 2)));
        CountDownLatch offered = new CountDownLatch(1);
        Thread more = Daemon.start("more", () -> {
            try {
                web.offer(lines(web, 3));
                offered.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (more.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(offered.getCount()).isOne();
        assertThat(taken()).containsExactly("web 1");
        assertThat(offered.await(10, TimeUnit.SECONDS)).isTrue();
        db.is(LogMerge.State.ENDED);
        assertThat(taken()).containsExactly("web 2", "web 3");
    }

    @Test
    void aFailureIsToldAfterWhatCameBeforeIt() throws Exception {
        web.is(LogMerge.State.READING);
        db.is(LogMerge.State.READING);
        web.offer(lines(web, 1));
        merge.fail(new IllegalStateException("gone"));
        assertThat(taken()).containsExactly("web 1");
        assertThatThrownBy(() -> merge.take(new ArrayList<>(), Duration.ZERO)).hasMessage("gone");
    }

    @Test
    void oneThatMayBeJoinedIsNotOverWhenAllHaveEnded() throws Exception {
        LogMerge open = new LogMerge(now::get, true);
        assertThat(open.take(new ArrayList<>(), Duration.ZERO)).isZero();
        open.join(container("web")).is(LogMerge.State.ENDED);
        assertThat(open.take(new ArrayList<>(), Duration.ZERO)).isZero();
    }

    private void followBoth() {
        web.is(LogMerge.State.FOLLOWING);
        db.is(LogMerge.State.FOLLOWING);
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private List<String> taken() throws InterruptedException {
        List<LogItem> items = new ArrayList<>();
        merge.take(items, Duration.ZERO);
        return items.stream()
                .map(item -> item.container().service() + " " + item.time())
                .toList();
    }

    private static List<LogLine> lines(LogMerge.Source source, long... times) {
        return Arrays.stream(times)
                .mapToObj(time ->
                        new LogLine(source.container(), false, time, "x".getBytes(StandardCharsets.UTF_8), false))
                .toList();
    }

    private static LogLine big(LogMerge.Source source, long time) {
        return new LogLine(source.container(), false, time, new byte[LogMerge.ROOM_BYTES / 2 + 1], false);
    }

    private static LoggedContainer container(String service) {
        return new LoggedContainer(service, "shop-" + service + "-1", service, 1, true);
    }
}
