package io.deploytodev.checks;

import io.deploytodev.failure.FailureKind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Whether each image is on the host, or at a registry that the host gets to. */
public final class PullableImages implements Check<ProjectFacts> {

    @Override
    public String id() {
        return "images";
    }

    @Override
    public String well() {
        return "images are there, or can be pulled";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<Finding> findings = new ArrayList<>();
        new TreeMap<>(project.unanswered()).forEach((image, said) -> {
            List<String> runs = project.services().stream()
                    .filter(view -> !view.isBuilt()
                            && view.service().image().filter(image::equals).isPresent())
                    .map(ServiceView::name)
                    .toList();
            List<String> builds = project.services().stream()
                    .filter(view -> view.dockerfile()
                            .filter(file -> file.pulled().contains(image))
                            .isPresent())
                    .map(ServiceView::name)
                    .toList();
            String what = "The image " + image + ", " + (runs.isEmpty() ? "which " : "of ")
                    + (runs.isEmpty() ? Sentences.isAre(builds, "made of") : Sentences.list(runs))
                    + ", is not on the host and cannot be pulled.";
            String why = PullRefusal.cause(said) + "\n" + said.strip();
            String fix = PullRefusal.next(said, image);
            boolean isNeeded = !runs.isEmpty() || !mayBeInCache(project, builds);
            findings.add(
                    isNeeded
                            ? Finding.stops(
                                    id(), runs.isEmpty() ? FailureKind.BUILD : FailureKind.ROLLOUT, what, why, fix)
                            : Finding.hurts(id(), what, why, fix));
        });
        return findings;
    }

    /** What was built before may be built again from the builder's cache. */
    private static boolean mayBeInCache(ProjectFacts project, List<String> services) {
        return project.services().stream()
                .filter(view -> services.contains(view.name()))
                .allMatch(view -> view.image().isPresent());
    }
}
