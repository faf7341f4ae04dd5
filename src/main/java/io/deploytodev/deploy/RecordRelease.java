package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.FileCommands;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.pipeline.ToItsEnd;
import io.deploytodev.release.Release;
import io.deploytodev.release.StateDirectory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Writes down on the host what now runs there, so that any workstation knows it, and keeps what it takes to return to it:
 * the tree, the environment, the model and the configuration.
 */
final class RecordRelease implements Step<Release> {

    /** A file of the host's own may be readable for others; what is kept of it is not. */
    private static final String KEEP_ENVIRONMENT = """
            set -eu
            umask "$3"
            [ ! -f "$1" ] || cp -- "$1" "$2"
            """;

    private final Ref<Connection> connection;
    private final Ref<Begun> begun;
    private final Ref<ResolvedProject> resolved;
    private final Ref<List<String>> orphans;
    private final Supplier<BuiltImages> images;
    private final DeployRequest request;
    private final Chronicle chronicle;

    RecordRelease(
            Ref<Connection> connection,
            Ref<Begun> begun,
            Ref<ResolvedProject> resolved,
            Ref<List<String>> orphans,
            Supplier<BuiltImages> images,
            DeployRequest request,
            Chronicle chronicle) {
        this.connection = connection;
        this.begun = begun;
        this.resolved = resolved;
        this.orphans = orphans;
        this.images = images;
        this.request = request;
        this.chronicle = chronicle;
    }

    @Override
    public StepResult<Release> run(StepScope scope) {
        Connection c = connection.get();
        Release release = chronicle.tell(Release.HEALTHY, "");
        Optional<Release> same = begun.get().previous().filter(before -> isNothingNew(c, release, before));
        if (same.isPresent()) {
            return StepResult.unchanged(
                    same.get(), "nothing changed: " + same.get().id() + " stays");
        }
        c.requireLock();
        images.get().reused().forEach((name, id) -> c.engine().tag(id, name, release.id()));
        keepTree(c, release, scope);
        keepConfig(c, release.id());
        keepModel(c, release.id());
        ToItsEnd.run("record", () -> c.releases().record(release));
        return StepResult.done(release, release.id());
    }

    private boolean isNothingNew(Connection c, Release release, Release before) {
        return orphans.get().isEmpty()
                && request.selection().isEverything()
                && new NothingNew(c).settles(release, before, environment(c), request.configText());
    }

    private String environment(Connection c) {
        return resolved.get().project().envFile().orElse(c.directory().source() + "/.env");
    }

    /** What serves is not taken back for want of a copy. */
    private void keepTree(Connection c, Release release, StepScope scope) {
        try {
            c.trees()
                    .keep(
                            release.treeDigest(),
                            begun.get().previous().map(Release::treeDigest).orElse(""));
        } catch (CommandFailed e) {
            scope.notice("The tree of this release could not be kept, so a return to it will not bring its files back: "
                    + String.join(" ", e.lastLines()));
        }
    }

    private void keepConfig(Connection c, String id) {
        StateDirectory directory = c.directory();
        c.host()
                .run(FileCommands.writeThen(
                        directory.releaseConfig(id),
                        request.configText(),
                        directory.sharing(),
                        Command.script(
                                KEEP_ENVIRONMENT,
                                List.of(
                                        environment(c),
                                        directory.releaseEnvironment(id),
                                        directory.sharing().umask()))));
    }

    /** After a deploy of a part, the model says of the others how they are, not how the files would have them. */
    private void keepModel(Connection c, String id) {
        ResolvedProject project = resolved.get();
        Set<String> all = project.model().services().keySet();
        if (project.selected().containsAll(all)) {
            return;
        }
        Optional<ComposeModel> now = c.releases().model(id).map(ComposeModel::parse);
        Optional<ComposeModel> before = begun.get()
                .previous()
                .flatMap(last -> c.releases().model(last.id()))
                .map(ComposeModel::parse);
        Set<String> deployed = new TreeSet<>(project.backend());
        project.neededInfrastructure().stream()
                .filter(service -> project.selected().contains(service)
                        || before.filter(model -> model.services().containsKey(service))
                                .isEmpty())
                .forEach(deployed::add);
        now.map(model -> before.map(last -> model.withOthersOf(last, deployed)).orElseGet(() -> model.only(deployed)))
                .ifPresent(model -> c.host()
                        .run(FileCommands.writeThen(
                                c.directory().releaseModel(id),
                                model.toJson(),
                                c.directory().sharing(),
                                Command.of(List.of("true")))));
    }
}
