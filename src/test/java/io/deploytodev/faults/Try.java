package io.deploytodev.faults;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Duration;
import java.util.Optional;

/**
 * One try as it is written down, so that a table can be drawn of the tries of several runs.
 *
 * @param served which version was served right after it; empty when something did not hold
 * @param gapMillis the longest time without a good answer
 * @param said the client's last word
 * @param failed what did not hold; empty when all did
 * @param plainGapMillis for how long nobody was served in the same run when a container was simply replaced
 * @param load of this machine right after it, over a minute
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Try(
        String fault,
        String served,
        int exitCode,
        long gapMillis,
        String said,
        String failed,
        long plainGapMillis,
        double load,
        long seed) {

    static Try of(String fault, Optional<Verdict> verdict, String failed, Duration plainGap, double load, long seed) {
        return new Try(
                fault,
                verdict.map(Verdict::served).orElse(""),
                verdict.map(Verdict::exitCode).orElse(0),
                verdict.map(seen -> seen.gap().toMillis()).orElse(0L),
                verdict.map(Verdict::said).orElse(""),
                failed,
                plainGap.toMillis(),
                load,
                seed);
    }

    boolean held() {
        return failed.isEmpty();
    }
}
