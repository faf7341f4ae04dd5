package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.pipeline.StepScope;
import io.deploytodev.release.AuditEntry;
import io.deploytodev.release.DeployLock;
import io.deploytodev.release.Intent;
import io.deploytodev.release.Release;
import java.util.Optional;

/** What a client left on the host that died before its run was over, as the next holder of the lock finds it. */
final class CutOff {

    private final Connection connection;
    private final String project;

    CutOff(Connection connection, String project) {
        this.connection = connection;
        this.project = project;
    }

    /**
     * Looks for it. It is written down for whoever asks later, as it could not do itself.
     *
     * @param current id of the release that runs; empty before the first
     * @return empty when all came to its end
     */
    Optional<Intent> find(String current, StepScope scope) {
        if (connection.lock().filter(DeployLock::isCutOff).isEmpty()) {
            return Optional.empty();
        }
        Optional<Intent> found = connection.intents().read().filter(intent -> intent.isOpen(current));
        if (found.isEmpty()) {
            return found;
        }
        Intent intent = found.get();
        scope.notice(intent.cutOff()
                + (intent.services().isEmpty()
                        ? "; no service had been replaced."
                        : "; it had begun to replace " + Names.few(intent.services()) + "."));
        if (!intent.release().isEmpty()) {
            Release record = intent.asRelease(project, AuditEntry.CUT_OFF);
            connection.releases().note(record);
            connection.audit().append(intent.asAudit());
        }
        return found;
    }
}
