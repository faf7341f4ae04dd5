package io.deploytodev.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What {@code schedule} can do, by the word that says it. */
enum ScheduleAction {
    LIST,
    HISTORY,
    RUN,
    INSTALL,
    REMOVE,
    CHECK,
    TICK,
    DAEMON;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ScheduleAction> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    static String words(String separator) {
        return Arrays.stream(values()).map(ScheduleAction::word).collect(Collectors.joining(separator));
    }
}
