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

    /** Model, environment and configuration, which make a release besides its files and images. */
    private static final String COMPARE = """
            same() { if [ -e "$1" ]; then cmp -s -- "$1" "$2"; else [ ! -e "$2" ]; fi; }
            [ -e "$1/model.json" ] && same "$1/model.json" "$2/model.json" && same "$3" "$2/env" || exit 0
            cmp -s - "$2/deploy.yml" && echo same
            cat > /dev/null
            """;

    private static final String DISCARD = "rm -rf -- \"$1\"";

    private final Connection connection;

    NothingNew(Connection connection) {
        this.connection = connection;
    }

    /**
     * Whether a release is the same as the one before it.
     *
     * @param made what would be written down
     * @param environment the file on the host that it was resolved with
     * @param config the text of its {@code deploy.yml}
     */
    boolean in(Release made, Release before, String environment, String config) {
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
        Command<Boolean> compare = Command.script(
                        COMPARE, List.of(directory.release(made.id()), directory.release(before.id()), environment))
                .fedWith(config)
                .accepting(0, 1)
                .parsedBy(result -> result.text().strip().equals("same"));
        return connection.host().run(compare);
    }

    /** Takes away what was written for a release that is none; the run that would have made it is over. */
    void discard(Release made) {
        connection
                .host()
                .run(Command.script(DISCARD, List.of(connection.directory().release(made.id()))));
        connection.intents().remove();
    }
}
