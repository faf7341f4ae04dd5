package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class AheadTest {

    private final Ahead<String> ahead = new Ahead<>();
    private final CountDownLatch asked = new CountDownLatch(1);

    @Test
    void whatWasFoundJustNowNeedNotBeAskedAgain() {
        ahead.look(() -> "all is well");
        assertThat(ahead.fresh()).contains("all is well");
    }

    @Test
    void nothingIsKnownBeforeSomebodyLooked() {
        assertThat(ahead.fresh()).isEmpty();
    }

    @Test
    void whatIsInTheWayIsLeftForTheStepItselfToTell() {
        ahead.look(() -> "all is well");
        ahead.look(() -> {
            throw new IllegalStateException("the host is gone");
        });
        assertThat(ahead.fresh()).isEmpty();
    }

    @Test
    void whatIsStillLookedAtIsWaitedFor() {
        CountDownLatch underWay = new CountDownLatch(1);
        ahead.begin(() -> {
            underWay.countDown();
            await(asked);
            return "all is well";
        });
        await(underWay);
        asked.countDown();
        assertThat(ahead.fresh()).contains("all is well");
    }

    @Test
    void nobodyWaitsForALookThatFails() {
        ahead.begin(() -> {
            throw new IllegalStateException("the host is gone");
        });
        assertThat(ahead.fresh()).isEmpty();
    }

    @Test
    void whoIsInterruptedWaitsNoLonger() {
        ahead.begin(() -> {
            await(asked);
            return "too late";
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(ahead::fresh).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        asked.countDown();
    }

    @Test
    void aLookThatIsStoppedHasEndedAndFoundNothing() {
        CountDownLatch underWay = new CountDownLatch(1);
        AtomicBoolean told = new AtomicBoolean();
        ahead.begin(() -> {
            underWay.countDown();
            try {
                return asked.await(10, TimeUnit.SECONDS) ? "too late" : "much too late";
            } catch (InterruptedException e) {
                told.set(true);
                throw new CancellationException("stopped");
            }
        });
        await(underWay);
        ahead.stop();
        assertThat(told).isTrue();
        assertThat(ahead.fresh()).isEmpty();
    }

    @Test
    void whatWasNeverBegunNeedsNoStop() {
        ahead.stop();
        assertThat(ahead.fresh()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
