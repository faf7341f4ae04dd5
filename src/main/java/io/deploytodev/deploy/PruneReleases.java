package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ImageCommands;
import io.deploytodev.docker.ImageName;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.Release;
import io.deploytodev.release.Retention;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Removes what nobody will return to: old releases, their trees, and the names that this project gave to their images.
 * What others own has none of those names.
 */
final class PruneReleases implements Step<List<String>> {

    private final Ref<Connection> connection;

    PruneReleases(Ref<Connection> connection) {
        this.connection = connection;
    }

    @Override
    public StepResult<List<String>> run(StepScope scope) {
        Connection c = connection.get();
        try {
            Retention retention = Retention.of(c.releases().history());
            c.releases().keepOnly(retention);
            Set<String> images = images(retention);
            if (!images.isEmpty()) {
                c.host().run(ImageCommands.removeUnused(images));
            }
            List<String> removed = retention.removed().stream().map(Release::id).toList();
            return removed.isEmpty()
                    ? StepResult.unchanged(removed, "nothing to remove")
                    : StepResult.done(removed, "removed " + Names.few(removed));
        } catch (CommandFailed e) {
            // The new release serves, and the next deploy tries again.
            scope.notice("Old releases could not be removed: " + String.join(" ", e.lastLines()));
            return StepResult.unchanged(List.of(), "old releases could not be removed");
        }
    }

    /** The names of images that only removed releases have: by content, and by the release's id. */
    static Set<String> images(Retention retention) {
        Set<String> images = new TreeSet<>();
        for (Release release : retention.removed()) {
            for (String image : release.images().values()) {
                images.add(image);
                images.add(ImageName.parse(image).withTag(release.id()));
            }
        }
        // A rollback's own record names the images of its target, and is none that anybody returns to.
        retention.kept().stream()
                .filter(Release::isGood)
                .forEach(release -> images.removeAll(release.images().values()));
        return images;
    }
}
