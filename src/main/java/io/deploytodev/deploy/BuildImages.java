package io.deploytodev.deploy;

import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ImageName;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.FileCommands;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.Release;
import io.deploytodev.sync.TreeSync;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds each image of the project once, however many services run it. The services name it by its content, so an equal
 * image recreates nothing; the release's id is one more tag.
 */
final class BuildImages implements Step<BuiltImages> {

    private final Ref<Connection> connection;
    private final Ref<ResolvedProject> resolved;
    private final Ref<TreeSync.Report> tree;
    private final Ref<Begun> begun;
    private final boolean always;

    /** @param always whether to build even what was built before from the same tree */
    BuildImages(
            Ref<Connection> connection,
            Ref<ResolvedProject> resolved,
            Ref<TreeSync.Report> tree,
            Ref<Begun> begun,
            boolean always) {
        this.connection = connection;
        this.resolved = resolved;
        this.tree = tree;
        this.begun = begun;
        this.always = always;
    }

    @Override
    public StepResult<BuiltImages> run(StepScope scope) {
        Map<String, String> references = new HashMap<>();
        Map<String, String> builds = new LinkedHashMap<>();
        int built = 0;
        for (Map.Entry<String, List<String>> group :
                resolved.get().model().buildGroups().entrySet()) {
            String madeFrom = digest(tree.get().treeDigest() + group.getKey());
            List<String> services = group.getValue();
            Optional<String> known = always ? Optional.empty() : knownImage(madeFrom);
            String id = known.isPresent() ? named(known.get(), services.get(0)) : build(services.get(0), scope);
            built += known.isPresent() ? 0 : 1;
            builds.put(madeFrom, id);
            String reference = byContent(imageName(services.get(0)), id);
            services.forEach(service -> references.put(service, reference));
        }
        BuiltImages images = new BuiltImages(references, builds);
        if (built == 0) {
            return StepResult.unchanged(
                    images, builds.isEmpty() ? "the project builds none" : "built before from the same tree");
        }
        return StepResult.done(
                images,
                String.join(", ", references.values().stream().distinct().toList()));
    }

    /** The image of an earlier build from the same tree and build section, if the host still has it. */
    private Optional<String> knownImage(String madeFrom) {
        return begun.get()
                .previous()
                .map(Release::builds)
                .map(builds -> builds.get(madeFrom))
                .flatMap(id -> connection.get().engine().imageId(id));
    }

    private String build(String service, StepScope scope) {
        Connection c = connection.get();
        ResolvedProject project = resolved.get();
        String tagged = imageName(service).withTag(begun.get().releaseId());
        ComposeModel model = project.model().withBuildTag(service, tagged);
        String file = c.directory().release(begun.get().releaseId()) + "/build.json";
        try {
            c.host()
                    .run(
                            FileCommands.writeThen(
                                    file,
                                    model.toJson(),
                                    ComposeCommands.build(project.project().resolvedTo(file), service)),
                            (stream, line) -> scope.output(line));
        } catch (CommandFailed e) {
            throw new DeployFailure(
                    FailureKind.BUILD,
                    "The image of " + service + " does not build.",
                    lastError(e),
                    "Nothing that runs was touched. Correct the code or the Dockerfile, and deploy again.",
                    e.lastLines(),
                    e);
        }
        return c.engine()
                .imageId(tagged)
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.BUILD,
                        "The build of " + service + " left no image.",
                        "Compose ended well, but the engine has no " + tagged + ".",
                        "Build with --build, and see what it prints."));
    }

    private static String lastError(CommandFailed e) {
        List<String> lines = e.lastLines();
        return lines.stream()
                .filter(line -> line.contains("ERROR") || line.contains("failed to solve"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1));
    }

    private ImageName imageName(String service) {
        return resolved.get()
                .model()
                .service(service)
                .image()
                .map(ImageName::parse)
                .orElseGet(() -> new ImageName(resolved.get().project().name() + "-" + service));
    }

    /** An image from an earlier build, with this release's id as one more tag. */
    private String named(String id, String service) {
        connection
                .get()
                .engine()
                .tag(id, imageName(service).repository(), begun.get().releaseId());
        return id;
    }

    private String byContent(ImageName name, String id) {
        connection.get().engine().tag(id, name.repository(), ImageName.contentTag(id));
        return name.withTag(ImageName.contentTag(id));
    }

    private static String digest(String text) {
        try {
            byte[] bytes = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
