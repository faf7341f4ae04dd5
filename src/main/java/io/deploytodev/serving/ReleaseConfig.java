package io.deploytodev.serving;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.connection.Connection;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.release.Release;
import java.util.function.Function;

/**
 * How a release is asked whether it works: by its own {@code deploy.yml}, which it keeps. Services and addresses may have
 * other names by now.
 */
public final class ReleaseConfig {

    private final DeployConfig now;
    private final Function<String, DeployConfig> reader;

    /**
     * @param now the configuration of today, for a release that keeps none or one that cannot be read any more
     * @param reader of such a file's text
     */
    public ReleaseConfig(DeployConfig now, Function<String, DeployConfig> reader) {
        this.now = now;
        this.reader = reader;
    }

    public DeployConfig of(Connection connection, Release release) {
        try {
            return connection.releases().config(release.id()).map(reader).orElse(now);
        } catch (DeployFailure e) {
            return now; // such as a variable that this machine does not set any more
        }
    }
}
