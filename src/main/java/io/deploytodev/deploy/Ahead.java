package io.deploytodev.deploy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a step will want to know, found out before its turn while something else is waited for. */
final class Ahead<T> {

    /** Within this time nothing happens to containers that the wait for their readiness would not see. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private volatile @Nullable Found<T> found;

    private record Found<T>(T what, long at) {}

    /** Looks; what is in the way then is for the step itself to tell. */
    void look(Supplier<T> question) {
        try {
            T what = question.get();
            found = new Found<>(what, System.nanoTime());
        } catch (RuntimeException e) {
            found = null;
        }
    }

    /** What was found, if that was just now. */
    Optional<T> fresh() {
        return Optional.ofNullable(found)
                .filter(known -> System.nanoTime() - known.at() < FRESH.toNanos())
                .map(Found::what);
    }
}
