package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.deploy.ImageChoices.Choice;
import io.deploytodev.docker.ComposeCommands;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ImageName;
import io.deploytodev.docker.OwnLabels;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.FullDisk;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.readiness.LogExcerpt;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.StayedBehind;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Builds each image once, however many services run it. The services name it by its content, so an equal image recreates
 * nothing; the release's id is one more tag.
 */
final class ImageBuilder {

    /** A compiler's complaints, with what stands around them. */
    private static final int EVIDENCE_LINES = 30;

    private static final Pattern BASE_IMAGE = Pattern.compile("failed to resolve source metadata for (\\S+):");

    private final Connection connection;
    private final ResolvedProject resolved;
    private final Begun begun;
    private final ImageChoices choices;
    private final DeployRequest.Build when;
    private final SourceTree source;
    private final Runnable beforeBuild;

    /**
     * @param source the tree on the workstation, which may have what a build misses
     * @param beforeBuild told before something is built
     */
    ImageBuilder(
            Connection connection,
            ResolvedProject resolved,
            Begun begun,
            String treeDigest,
            DeployRequest.Build when,
            SourceTree source,
            Runnable beforeBuild) {
        this.source = source;
        this.beforeBuild = beforeBuild;
        this.connection = connection;
        this.resolved = resolved;
        this.begun = begun;
        this.choices = new ImageChoices(connection.engine(), resolved, begun.previous(), treeDigest, when);
        this.when = when;
    }

    /** The images of those of these services that have a build section. */
    BuiltImages imagesOf(Collection<String> services, StepScope scope) {
        return imagesOf(choices.of(services), service -> build(service, scope));
    }

    /** The same where all are there as they should be, so that nothing is changed by looking. */
    Optional<BuiltImages> ifThere(Collection<String> services) {
        List<Choice> all = choices.of(services);
        return Optional.of(all)
                .filter(each -> each.stream().allMatch(Choice::isNamed))
                .map(each -> imagesOf(each, service -> {
                    throw new IllegalStateException(service + " is there and needs no build");
                }));
    }

    private BuiltImages imagesOf(List<Choice> all, UnaryOperator<String> build) {
        Map<String, String> references = new HashMap<>();
        Map<String, String> ids = new HashMap<>();
        Map<String, String> builds = new LinkedHashMap<>();
        Map<String, String> reused = new HashMap<>();
        boolean built = false;
        for (Choice choice : all) {
            Optional<String> known = choice.id();
            String id = known.isPresent() ? known.get() : build.apply(choice.service());
            known.ifPresent(image -> reused.put(choice.name().repository(), image));
            built |= known.isEmpty();
            // An image that was not built of this tree must not pass for one later.
            if (when != DeployRequest.Build.NEVER) {
                builds.put(choice.madeFrom(), id);
            }
            String reference = ImageChoices.byContent(choice.name(), id);
            if (!choice.isNamed()) {
                connection.requireLock();
                connection.engine().tag(id, choice.name().repository(), ImageName.contentTag(id));
            }
            choice.members().forEach(service -> references.put(service, reference));
            ids.put(reference, id);
        }
        return new BuiltImages(references, ids, builds, reused, built);
    }

    private String build(String service, StepScope scope) {
        Connection c = connection;
        ResolvedProject project = resolved;
        String tagged = choices.name(service).withTag(begun.releaseId());
        OwnLabels labels = new OwnLabels(project.project().name(), c.directory().path());
        ComposeModel model = project.model().withBuildTag(service, tagged, labels.asMap());
        String file = c.directory().release(begun.releaseId()) + "/build.json";
        beforeBuild.run();
        try {
            c.host()
                    .run(
                            FileCommands.writeThen(
                                    file,
                                    model.toJson(),
                                    c.directory().sharing(),
                                    ComposeCommands.build(project.project().resolvedTo(file), service)),
                            (stream, line) -> scope.output(line));
        } catch (CommandFailed e) {
            throw failure(e, service);
        }
        String id = c.engine()
                .imageId(tagged)
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.BUILD,
                        "The build of " + service + " left no image.",
                        "Compose ended well, but the engine has no " + tagged + ".",
                        "Build with --build, and see what it prints."));
        c.releases().built(id);
        return id;
    }

    private DeployFailure failure(CommandFailed e, String service) {
        String tree = connection.directory().source();
        Optional<String> context = resolved.model().service(service).buildContext();
        Optional<StayedBehind> missing = MissingInBuild.explained(e.lines(), tree, context.orElse(tree), source);
        return new DeployFailure(
                FailureKind.BUILD,
                "The image of " + service + " does not build.",
                lastError(e) + missing.map(behind -> "\n" + behind).orElse(""),
                missing.map(StayedBehind::next).orElseGet(() -> next(e)),
                LogExcerpt.of(e.lines(), EVIDENCE_LINES),
                e);
    }

    private static String next(CommandFailed e) {
        Matcher base = BASE_IMAGE.matcher(String.join("\n", e.lastLines()));
        if (FullDisk.isBehind(e)) {
            return "The disk of the host ran full during the build. Make room there: deploy-to-dev prune takes what this"
                    + " project left; docker system df tells what else takes it; docker builder prune and docker image"
                    + " prune free what nothing uses.";
        }
        return base.find()
                ? "The build stands on the image " + base.group(1) + ", which the host cannot have. Correct FROM in the"
                        + " Dockerfile, or try on the host: docker pull " + base.group(1)
                : "Correct the code or the Dockerfile, and deploy again.";
    }

    private static String lastError(CommandFailed e) {
        List<String> lines = e.lastLines();
        return lines.stream()
                .filter(line -> line.contains("ERROR") || line.contains("failed to solve"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1));
    }
}
