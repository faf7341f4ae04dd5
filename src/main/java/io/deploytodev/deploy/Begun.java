package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeContainer;
import io.deploytodev.release.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release that is being made.
 *
 * @param previous the one that runs now; empty before the first
 * @param others containers of other projects, when this one has none: it may be one of them under another name
 * @param otherTreeSince since when the tree was not that of {@code previous}, for a client left another there when it died
 */
record Begun(
        String releaseId,
        String startedAt,
        Optional<Release> previous,
        List<ComposeContainer> others,
        Optional<Instant> otherTreeSince) {

    Begun {
        others = List.copyOf(others);
    }

    boolean afterAdoption() {
        return previous.filter(Release::isAdopted).isPresent();
    }
}
