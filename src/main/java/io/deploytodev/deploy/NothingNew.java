package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.host.Command;
import io.deploytodev.release.Release;
import io.deploytodev.release.StateDirectory;
import java.util.List;

/**
 * Tells a deploy after which the host is what it was before: one more release of it would only push older ones out, to which
 * somebody may want to return.
 */
final class NothingNew {

    /**
     * Model, environment and configuration make a release besides its files and images. When all are the same, what was
     * written for the release that is none goes, and then its intent, for the run that would have made it is over.
     */
    private static final String COMPARE = """
            same() { if [ -e "$1" ]; then cmp -s -- "$1" "$2"; else [ ! -e "$2" ]; fi; }
            [ -e "$1/model.json" ] && same "$1/model.json" "$2/model.json" && same "$3" "$2/env" || exit 0
            cmp -s - "$2/deploy.yml" || { cat > /dev/null; exit 0; }
            rm -rf -- "$1" && rm -f -- "$4" && echo same
            """;

    private final Connection connection;

    NothingNew(Connection connection) {
        this.connection = connection;
    }

    /**
     * Whether a release is the same as the one before it; then nothing is left of it, and the run that would have made it
     * is over.
     *
     * @param made what would be written down
     * @param environment the file on the host that it was resolved with
     * @param config the text of its {@code deploy.yml}
     */
    boolean settles(Release made, Release before, String environment, String config) {
        boolean alike = before.isGood()
                && !before.isAdopted()
                && made.run().changes().isEmpty()
                && made.treeDigest().equals(before.treeDigest())
                && made.commit().equals(before.commit())
                && made.branch().equals(before.branch())
                && made.dirty() == before.dirty()
                && made.images().equals(before.images());
        if (!alike) {
            return false;
        }
        StateDirectory directory = connection.directory();
        Command<Boolean> settle = Command.script(
                        COMPARE,
                        List.of(
                                directory.release(made.id()),
                                directory.release(before.id()),
                                environment,
                                directory.intent()))
                .fedWith(config)
                .parsedBy(result -> result.text().strip().equals("same"));
        return connection.host().run(settle);
    }
}
