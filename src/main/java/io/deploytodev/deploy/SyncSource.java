package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.event.DeployEvent.Unit;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.FileCommands;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeComparison;
import io.deploytodev.sync.TreeSync;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Brings the tree to the host. */
final class SyncSource implements Step<TreeSync.Report> {

    private static final double KIB = 1024;

    private final Ref<Connection> connection;
    private final Ref<Scanned> scanned;
    private final Ref<TreeComparison> compared;
    private final Supplier<StagedProject> staged;
    private final SourceTree source;
    private final boolean wanted;
    private final WayBack wayBack;
    private final Beside beside;

    /** What begins beside the sync, once the tree is there, and asks the host for what comes next. */
    interface Beside {

        Beside NOTHING = new Beside() {
            @Override
            public void begin() {}

            @Override
            public void stop() {}
        };

        void begin();

        /** The run has failed. */
        void stop();
    }

    /**
     * @param staged what the tree is deployed as; its environment and model come to the host with it
     * @param wanted whether to bring the tree; if not, the one that lies on the host is deployed
     */
    SyncSource(
            Ref<Connection> connection,
            Ref<Scanned> scanned,
            Ref<TreeComparison> compared,
            Supplier<StagedProject> staged,
            SourceTree source,
            boolean wanted,
            WayBack wayBack,
            Beside beside) {
        this.beside = beside;
        this.wayBack = wayBack;
        this.compared = compared;
        this.staged = staged;
        this.wanted = wanted;
        this.connection = connection;
        this.scanned = scanned;
        this.source = source;
    }

    static TreeSync sync(Connection c) {
        return new TreeSync(
                c.host(),
                c.directory().source(),
                c.directory().path(),
                c.directory().sharing());
    }

    @Override
    public StepResult<TreeSync.Report> run(StepScope scope) {
        Connection c = connection.get();
        if (wanted && compared.get().isToBeWritten()) {
            wayBack.touchesTree("sync");
        }
        TreeSync.Report report = wanted ? bring(sync(c), scope) : compared.get().report();
        beside.begin();
        place(c);
        if (!wanted) {
            return StepResult.unchanged(report, "the tree on the host stays as it is");
        }
        if (report.isUnchanged()) {
            return StepResult.unchanged(report, "all " + report.files() + " files are there");
        }
        return StepResult.done(
                report,
                String.format(
                        Locale.ROOT,
                        "%d of %d files sent (%.1f KiB), %d removed",
                        report.uploaded(),
                        report.files(),
                        report.bytes() / KIB,
                        report.removed()));
    }

    @Override
    public void undo(StepScope scope) {
        beside.stop();
    }

    /** What goes with the tree: what it was resolved with and to, and the directories that services write to. */
    private void place(Connection c) {
        StagedProject project = staged.get();
        ComposeModel model = project.project().model();
        List<String> made = MountedFiles.madeByDocker(model, c.directory().source());
        Command<CommandResult> place = project.environment()
                .placedThen(FileCommands.writeThen(
                        c.directory().model(),
                        model.toJson(),
                        c.directory().sharing(),
                        FileCommands.makeDirectories(c.directory().sharing(), made)));
        c.host().run(wanted ? wayBack.touchingTree("sync", place) : place);
    }

    /** A transfer that was cut off is begun anew; what has arrived by then need not travel again. */
    private TreeSync.Report bring(TreeSync sync, StepScope scope) {
        TreeComparison todo = compared.get();
        while (true) {
            try {
                return sync.bring(source, todo, (done, total) -> scope.progress(done, total, Unit.BYTES));
            } catch (HostUnreachable e) {
                if (!e.isPassing()) {
                    throw e;
                }
                todo = sync.compare(source, () -> scanned.get().manifest());
            }
        }
    }
}
