package io.deploytodev.deploy;

import io.deploytodev.backup.SavedMembers;
import io.deploytodev.event.DeployEvent.Unit;
import io.deploytodev.host.OutputListener;
import io.deploytodev.pipeline.StepScope;
import java.util.OptionalLong;

/** Makes progress of what a host says while it writes or reads an archive: what, and how much of about how much. */
final class ArchiveProgress implements OutputListener {

    private final StepScope scope;
    private final long total;
    private long before;
    private long member;

    /** @param total bytes in all, as far as that is known before */
    ArchiveProgress(StepScope scope, long total) {
        this.scope = scope;
        this.total = total;
    }

    @Override
    public void line(Stream stream, String line) {
        OptionalLong now = SavedMembers.progress(line);
        if (line.startsWith("begin ")) {
            begin(line.substring("begin ".length()));
        } else if (now.isPresent()) {
            member = now.getAsLong();
            tell();
        }
    }

    /** The next one; what is through of the one before stays counted. */
    void begin(String next) {
        before += member;
        member = 0;
        scope.status(next);
    }

    /** So much of this one is through. */
    void reached(long bytes) {
        member = bytes;
        tell();
    }

    private void tell() {
        long done = before + member;
        // What was estimated before may have been too little; a progress beyond its end would look like a mistake.
        scope.progress(done, Math.max(done, total), Unit.BYTES);
    }
}
