package io.deploytodev.checks;

import java.util.List;
import java.util.Optional;

/** Whether what the project builds itself runs as somebody else than root. */
public final class RootImages implements Check<ProjectFacts> {

    @Override
    public String id() {
        return "root";
    }

    @Override
    public String well() {
        return "the project's own images do not run as root";
    }

    @Override
    public List<Finding> look(ProjectFacts project) {
        List<String> root = project.services().stream()
                .filter(ServiceView::isBuilt)
                .filter(RootImages::isRoot)
                .map(ServiceView::name)
                .toList();
        return root.isEmpty()
                ? List.of()
                : List.of(Finding.advice(
                        id(),
                        Sentences.list(root) + (root.size() == 1 ? " runs" : " run") + " as root.",
                        "Neither the Dockerfile nor the compose files name another user. Who breaks into such a container"
                                + " is root in it, and owns what is mounted there.",
                        "At the end of the Dockerfile, before CMD: RUN useradd --create-home app, then USER app (on Alpine:"
                                + " adduser -D app); what it writes to must belong to it."));
    }

    /** Where nothing names a user, it is that of the image it is made of, which the last build tells. */
    private static boolean isRoot(ServiceView view) {
        Optional<String> named =
                view.settings().user().or(() -> view.dockerfile().flatMap(Dockerfile::user));
        if (named.isPresent()) {
            return named.get().matches("(root|0)(:.*)?");
        }
        if (view.image().isPresent()) {
            return view.image().get().user().matches("|(root|0)(:.*)?");
        }
        return view.dockerfile().filter(file -> hasRootByDefault(file.base())).isPresent();
    }

    /** Of those that many build from it is known; of others nothing is said. */
    private static boolean hasRootByDefault(String base) {
        String name = base.replaceFirst("^docker\\.io/", "")
                .replaceFirst("^library/", "")
                .replaceFirst("[:@].*$", "");
        return !base.contains("nonroot")
                && name.matches(
                        "python|node|debian|ubuntu|alpine|golang|ruby|php|rust|openjdk|eclipse-temurin|amazoncorretto|maven"
                                + "|gradle|nginx|httpd|perl|busybox|fedora|rockylinux|almalinux|oven/bun|composer");
    }
}
