package com.example.scribe.settings;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How this process is to misbehave on purpose. Whoever tests a deployment needs a service that is slow, sick, dying or
 * greedy; all switches are off unless set.
 */
public record Misbehaviour(
        Duration startDelay,
        OptionalInt healthStatus,
        Duration healthHang,
        Duration requestDelay,
        Duration crashAfter,
        int eatMemoryMb,
        String bind) {

    public static Misbehaviour read(Env env) {
        int status = env.number("MISBEHAVE_HEALTH_STATUS", 0, 200, 599);
        return new Misbehaviour(
                env.seconds("MISBEHAVE_START_DELAY_SECONDS"),
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                env.seconds("MISBEHAVE_HEALTH_HANG_SECONDS"),
                env.seconds("MISBEHAVE_REQUEST_DELAY_SECONDS"),
                env.seconds("MISBEHAVE_CRASH_AFTER_SECONDS"),
                env.number("MISBEHAVE_EAT_MEMORY_MB", 0, 0, 1_000_000),
                env.text("MISBEHAVE_BIND", "0.0.0.0"));
    }
}
