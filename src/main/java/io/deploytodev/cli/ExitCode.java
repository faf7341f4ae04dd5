package io.deploytodev.cli;

import io.deploytodev.failure.FailureKind;

/** The exit codes, so that a script can tell what happened. They never change their meaning. */
enum ExitCode {
    OK(0),
    INTERNAL(1),
    USAGE(2),
    CONFIG(3),
    CONNECT(4),
    HOST(5),
    LOCKED(6),
    SYNC(7),
    BUILD(8),
    INFRASTRUCTURE(9),
    ROLLOUT(10),
    HEALTH(11),
    ROLLED_BACK(12),
    /** As a shell says it of a program that SIGINT ended: 128 and the signal's number. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static ExitCode of(FailureKind kind) {
        return switch (kind) {
            case USAGE -> USAGE;
            case CONFIG -> CONFIG;
            case CONNECT -> CONNECT;
            case HOST -> HOST;
            case LOCKED -> LOCKED;
            case SYNC -> SYNC;
            case BUILD -> BUILD;
            case INFRASTRUCTURE -> INFRASTRUCTURE;
            case ROLLOUT -> ROLLOUT;
            case HEALTH -> HEALTH;
            case ROLLED_BACK -> ROLLED_BACK;
            case INTERRUPTED -> INTERRUPTED;
            case INTERNAL -> INTERNAL;
        };
    }
}
