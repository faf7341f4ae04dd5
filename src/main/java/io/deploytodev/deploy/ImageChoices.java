package io.deploytodev.deploy;

import io.deploytodev.docker.Engine;
import io.deploytodev.docker.ImageName;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Sha256;
import io.deploytodev.release.Release;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Decides which images are to be built, and why; asks the engine what is there, and changes nothing. */
final class ImageChoices {

    private final Engine engine;
    private final ResolvedProject resolved;
    private final Optional<Release> previous;
    private final String treeDigest;
    private final DeployRequest.Build when;

    /** @param treeDigest of the tree that would be built from */
    ImageChoices(
            Engine engine,
            ResolvedProject resolved,
            Optional<Release> previous,
            String treeDigest,
            DeployRequest.Build when) {
        this.engine = engine;
        this.resolved = resolved;
        this.previous = previous;
        this.treeDigest = treeDigest;
        this.when = when;
    }

    /**
     * One for each image of those of these services that have a build section.
     *
     * @throws DeployFailure of kind BUILD when nothing is to be built and there is nothing to run instead
     */
    List<Choice> of(Collection<String> services) {
        List<Choice> choices = new ArrayList<>();
        for (Map.Entry<String, List<String>> group :
                resolved.model().buildGroups().entrySet()) {
            if (!Collections.disjoint(group.getValue(), services)) {
                choices.add(choice(group.getKey(), group.getValue()));
            }
        }
        return choices;
    }

    private Choice choice(String build, List<String> members) {
        String madeFrom = Sha256.hex(treeDigest + build);
        ImageName name = name(members.get(0));
        Optional<String> builtBefore = previous.map(Release::builds).map(builds -> builds.get(madeFrom));
        return switch (when) {
            case ALWAYS -> new Choice(madeFrom, members, name, Optional.empty(), false, "--build asks for it");
            case NEVER ->
                new Choice(madeFrom, members, name, Optional.of(running(members)), false, "as it was built last");
            case WHEN_CHANGED -> {
                Map<String, String> ids = builtBefore
                        .map(id -> engine.imageIds(List.of(id, byContent(name, id))))
                        .orElse(Map.of());
                Optional<String> id = builtBefore.map(ids::get);
                yield new Choice(
                        madeFrom,
                        members,
                        name,
                        id,
                        id.filter(same -> same.equals(ids.get(byContent(name, same))))
                                .isPresent(),
                        id.isPresent() ? "built before from the same tree" : why(builtBefore.isPresent()));
            }
        };
    }

    /** What an image is called by which services run it. */
    static String byContent(ImageName name, String id) {
        return name.withTag(ImageName.contentTag(id));
    }

    private String why(boolean builtBefore) {
        if (builtBefore) {
            return "the image that was built of this tree is gone";
        }
        if (previous.filter(release -> !release.builds().isEmpty()).isEmpty()) {
            return "no release has built it yet";
        }
        return previous.get().treeDigest().equals(treeDigest)
                ? "its build section changed"
                : "the tree changed since it was built";
    }

    /** The image that the current release runs. */
    private String running(List<String> members) {
        return previous.stream()
                .flatMap(release -> members.stream().map(release.images()::get))
                .filter(Objects::nonNull)
                .flatMap(reference -> engine.imageId(reference).stream())
                .findFirst()
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.BUILD,
                        "There is no image of " + members.get(0) + " to deploy without a build.",
                        "No release on the host has one that is still there.",
                        "Deploy without --no-build."));
    }

    /** What the image of a service is called, but for its tag. */
    ImageName name(String service) {
        return resolved.model()
                .service(service)
                .image()
                .map(ImageName::parse)
                .orElseGet(() -> new ImageName(resolved.project().name() + "-" + service));
    }

    /**
     * What is to become of one image.
     *
     * @param madeFrom digest of what it is made from
     * @param members the services that run it, one at least
     * @param id the image to run; empty when it is to be built
     * @param isNamed whether it is known to be called by its content already
     * @param cause why it is built, or why not
     */
    record Choice(
            String madeFrom, List<String> members, ImageName name, Optional<String> id, boolean isNamed, String cause) {
        Choice {
            members = List.copyOf(members);
        }

        String service() {
            return members.get(0);
        }
    }
}
