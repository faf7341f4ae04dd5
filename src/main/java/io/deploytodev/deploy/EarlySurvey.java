package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.Survey;
import io.deploytodev.pipeline.Ref;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the engine has of a project, asked as soon as the model is read: what Compose is still asked then only tells whether
 * that is what is wanted.
 */
final class EarlySurvey {

    private final Ref<Connection> connection;
    private final boolean isWanted;
    private final Ahead<Survey> ahead = new Ahead<>();

    /** @param isWanted whether nobody may change something about the containers before they are compared */
    EarlySurvey(Ref<Connection> connection, boolean isWanted) {
        this.connection = connection;
        this.isWanted = isWanted;
    }

    /**
     * Begins to look.
     *
     * @param early the project before its hashes are known
     */
    void look(ResolvedProject early) {
        if (!isWanted) {
            return;
        }
        Connection c = connection.get();
        ComposeModel model = early.model();
        Set<String> services = new TreeSet<>(early.neededInfrastructure());
        services.addAll(early.backend());
        List<String> images = services.stream()
                .flatMap(service -> model.service(service).image().stream())
                .distinct()
                .toList();
        ahead.begin(() -> c.engine().survey(early.project().name(), services, images));
    }

    void stop() {
        ahead.stop();
    }

    /** What was seen, if that was just now. */
    Optional<Survey> fresh() {
        return ahead.fresh();
    }
}
