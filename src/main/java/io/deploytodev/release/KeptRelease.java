package io.deploytodev.release;

import java.util.Optional;

/**
 * The release that runs, with what it keeps.
 *
 * @param release empty before the first; then so is the rest
 * @param config the {@code deploy.yml} that it was made by; empty when it is not kept
 * @param model the resolved model that it runs; empty when it is not kept. Holds secrets
 */
public record KeptRelease(Optional<Release> release, Optional<String> config, Optional<String> model) {

    @Override
    public String toString() {
        return "kept release " + release;
    }
}
