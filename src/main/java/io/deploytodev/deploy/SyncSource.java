package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.deploy.ScanSource.Scanned;
import io.deploytodev.event.DeployEvent.Unit;
import io.deploytodev.host.HostUnreachable;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeSync;
import java.util.Locale;

/** Brings the tree to the host. */
final class SyncSource implements Step<TreeSync.Report> {

    private static final double KIB = 1024;

    private final Ref<Connection> connection;
    private final Ref<Scanned> scanned;
    private final SourceTree source;
    private final boolean wanted;
    private final WayBack wayBack;

    /** @param wanted whether to bring the tree; if not, the one that lies on the host is deployed */
    SyncSource(Ref<Connection> connection, Ref<Scanned> scanned, SourceTree source, boolean wanted, WayBack wayBack) {
        this.wayBack = wayBack;
        this.wanted = wanted;
        this.connection = connection;
        this.scanned = scanned;
        this.source = source;
    }

    @Override
    public StepResult<TreeSync.Report> run(StepScope scope) {
        Connection c = connection.get();
        TreeSync sync = new TreeSync(
                c.host(),
                c.directory().source(),
                c.directory().path(),
                c.directory().sharing());
        if (!wanted) {
            return StepResult.unchanged(sync.asItIs(), "the tree on the host stays as it is");
        }
        wayBack.touchesTree();
        TreeSync.Report report = bring(sync, scope);
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

    /** A transfer that was cut off is begun anew; what has arrived by then need not travel again. */
    private TreeSync.Report bring(TreeSync sync, StepScope scope) {
        while (true) {
            try {
                return sync.run(
                        source, scanned.get().manifest(), (done, total) -> scope.progress(done, total, Unit.BYTES));
            } catch (HostUnreachable e) {
                if (!e.isPassing()) {
                    throw e;
                }
            }
        }
    }
}
