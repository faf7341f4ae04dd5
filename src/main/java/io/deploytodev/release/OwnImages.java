package io.deploytodev.release;

import io.deploytodev.docker.EngineImage;
import io.deploytodev.docker.ImageName;
import io.deploytodev.docker.OwnLabels;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which images, and which of their names, are this project's and needed no more; pure. Certain are the labels that its
 * builds carry together with the names that it gives: an image that somebody built from one of ours has the labels too,
 * but none of the names. One without a name must have been written down when it was built.
 */
final class OwnImages {

    private final OwnLabels labels;
    private final Retention retention;
    private final Set<String> built;
    private final Set<String> needed = new HashSet<>();
    private final Set<String> oldNames = new HashSet<>();

    /** @param built the ids of the images that this project is known to have built */
    OwnImages(OwnLabels labels, Retention retention, Set<String> built) {
        this.labels = labels;
        this.retention = retention;
        this.built = Set.copyOf(built);
        retention.kept().stream().filter(Release::isGood).forEach(release -> {
            needed.addAll(release.images().values());
            needed.addAll(release.builds().values());
        });
        for (Release release : retention.removed()) {
            for (String image : release.images().values()) {
                oldNames.add(image);
                oldNames.add(ImageName.parse(image).withTag(release.id()));
            }
        }
        oldNames.removeAll(needed);
    }

    /** What can be removed of an image: some of its names; its id, when it has none; nothing. */
    List<String> dispensable(EngineImage image) {
        boolean labelled = labels.areOn(image);
        if (image.names().isEmpty()) {
            boolean gone = labelled && built.contains(image.id()) && image.containers() == 0 && !isNeeded(image);
            return gone ? List.of(image.id()) : List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : image.names()) {
            if (labelled ? isOurOldName(image, name) : isOldNameOfEarlierVersions(image, name)) {
                names.add(name);
            }
        }
        boolean last = names.containsAll(image.names());
        boolean mayGo = image.containers() == 0 && (labelled || image.isBuiltByComposeFor(labels.project()));
        return last && !mayGo ? List.of() : List.copyOf(names);
    }

    private boolean isNeeded(EngineImage image) {
        return needed.contains(image.id()) || image.names().stream().anyMatch(needed::contains);
    }

    private boolean isOurOldName(EngineImage image, String name) {
        String tag = tag(name);
        boolean byRelease = Retention.isReleaseId(tag)
                && retention.kept().stream().noneMatch(release -> release.isGood() && tag.equals(release.id()));
        boolean byContent = tag.equals(ImageName.contentTag(image.id()));
        return !needed.contains(name) && (byRelease || (byContent && !isNeeded(image) && image.containers() == 0));
    }

    /**
     * These put no labels on what they built; their records tell the names. So it is with what was adopted. An equal image
     * of another project has the same name by content, and one for each of that project's releases.
     */
    private boolean isOldNameOfEarlierVersions(EngineImage image, String name) {
        return !OwnLabels.anyOn(image)
                && oldNames.contains(name)
                && image.names().stream()
                        .allMatch(other -> !Retention.isReleaseId(tag(other)) || isOfOurRelease(other));
    }

    private boolean isOfOurRelease(String name) {
        return oldNames.contains(name)
                || retention.kept().stream().anyMatch(release -> release.id().equals(tag(name)));
    }

    private static String tag(String name) {
        return name.substring(name.lastIndexOf(':') + 1);
    }
}
