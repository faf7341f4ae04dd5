package io.deploytodev.release;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is recorded of a project on its dev host.
 *
 * @param current id of the release that runs; empty before the first
 * @param releases the newest first, with those that failed and with returns to earlier ones
 */
public record History(String current, List<Release> releases) {

    public History {
        releases = releases.stream()
                .sorted(Comparator.comparing(Release::startedAt)
                        .thenComparing(Release::id)
                        .reversed())
                .toList();
    }

    /** The release that runs. */
    public Optional<Release> running() {
        return of(current);
    }

    public Optional<Release> of(String id) {
        return releases.stream().filter(release -> release.id().equals(id)).findFirst();
    }

    /** Those that can be returned to, the newest first. */
    public List<Release> good() {
        return releases.stream().filter(Release::isGood).toList();
    }

    /**
     * The one that a rollback returns to: what ran when the running one was deployed, and not what was taken back before that.
     * Where the records do not tell, the last good one before it; before none, the newest.
     */
    public Optional<Release> before() {
        return ranBefore().or(() -> {
            List<Release> good = good();
            int running = good.stream().map(Release::id).toList().indexOf(current);
            return good.stream().skip(running + 1L).findFirst();
        });
    }

    private Optional<Release> ranBefore() {
        String ran = "";
        for (int i = releases.size() - 1; i >= 0; i--) {
            Release release = releases.get(i);
            if (release.id().equals(current)) {
                return of(ran).filter(Release::isGood);
            }
            if (release.isGood()) {
                ran = release.id();
            } else if (release.run().isReturn() && release.outcome().equals(Release.HEALTHY)) {
                ran = release.run().target();
            }
        }
        return Optional.empty();
    }
}
