package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.pipeline.Ref;
import io.deploytodev.pipeline.Step;
import io.deploytodev.pipeline.StepResult;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.sync.Manifest;
import io.deploytodev.sync.SourceTree;
import io.deploytodev.sync.TreeComparison;
import io.deploytodev.sync.TreeSync;
import java.util.function.Supplier;

/** Finds out how the tree on the host differs from the workstation's; changes nothing. */
final class CompareTree implements Step<TreeComparison> {

    private final Ref<Connection> connection;
    private final Supplier<Manifest> scanned;
    private final SourceTree source;
    private final boolean wanted;
    private final boolean traces;
    private final Ahead<TreeComparison> known = new Ahead<>();

    /**
     * @param scanned the tree here; may wait for it, while the host looks at its own
     * @param wanted whether the tree is to be brought; if not, the one that lies on the host is deployed
     * @param traces whether the host may keep how its tree looked, which a sync that follows needs
     */
    CompareTree(
            Ref<Connection> connection, Supplier<Manifest> scanned, SourceTree source, boolean wanted, boolean traces) {
        this.connection = connection;
        this.scanned = scanned;
        this.source = source;
        this.wanted = wanted;
        this.traces = traces;
    }

    /** Asks before the step's turn, while something else is waited for and nothing changes the tree until then. */
    void ahead() {
        if (wanted) {
            known.look(() -> compared(SyncSource.sync(connection.get())));
        }
    }

    private TreeComparison compared(TreeSync sync) {
        return traces ? sync.compare(source, scanned) : sync.look(source, scanned);
    }

    @Override
    public StepResult<TreeComparison> run(StepScope scope) {
        TreeSync sync = SyncSource.sync(connection.get());
        if (!wanted) {
            return StepResult.unchanged(sync.asItIs(), "the tree on the host stays as it is");
        }
        TreeComparison compared = known.fresh().orElseGet(() -> compared(sync));
        int send = compared.delta().upload().size();
        int remove = compared.delta().remove().size();
        return send + remove == 0
                ? StepResult.unchanged(compared, "the host has the same tree")
                : StepResult.done(compared, send + " to send, " + remove + " to remove");
    }
}
