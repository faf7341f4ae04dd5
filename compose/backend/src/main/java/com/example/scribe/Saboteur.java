package com.example.scribe;

import com.example.scribe.settings.Misbehaviour;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to this process what its {@link Misbehaviour} asks for, except what concerns answering requests. */
final class Saboteur {

    static final int CRASH_EXIT_CODE = 42;

    private static final Logger LOG = LoggerFactory.getLogger(Saboteur.class);
    private static final int MEGABYTE = 1 << 20;

    private final Misbehaviour misbehaviour;
    private final List<ByteBuffer> eaten = new ArrayList<>();

    Saboteur(Misbehaviour misbehaviour) {
        this.misbehaviour = misbehaviour;
    }

    void strike() throws InterruptedException {
        if (!misbehaviour.crashAfter().isZero()) {
            inBackground("crash", this::crash);
        }
        if (misbehaviour.eatMemoryMb() > 0) {
            inBackground("eat-memory", this::eatMemory);
        }
        if (!misbehaviour.startDelay().isZero()) {
            LOG.warn("Starting {} s late, as MISBEHAVE_START_DELAY_SECONDS says", seconds(misbehaviour.startDelay()));
            Thread.sleep(misbehaviour.startDelay().toMillis());
        }
    }

    private void crash() {
        try {
            Thread.sleep(misbehaviour.crashAfter().toMillis());
        } catch (InterruptedException stopped) {
            return;
        }
        LOG.error("Crashing after {} s, as MISBEHAVE_CRASH_AFTER_SECONDS says", seconds(misbehaviour.crashAfter()));
        Runtime.getRuntime().halt(CRASH_EXIT_CODE);
    }

    /** Outside the heap, so that it is the container's limit that ends it and not the heap's. */
    private void eatMemory() {
        LOG.warn("Eating {} MB, as MISBEHAVE_EAT_MEMORY_MB says", misbehaviour.eatMemoryMb());
        while (eaten.size() < misbehaviour.eatMemoryMb()) {
            eaten.add(ByteBuffer.allocateDirect(MEGABYTE));
        }
        LOG.warn("Ate {} MB", eaten.size());
    }

    private static void inBackground(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
