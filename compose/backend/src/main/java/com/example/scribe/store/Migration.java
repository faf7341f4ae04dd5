package com.example.scribe.store;

import com.example.scribe.settings.PostgresSettings;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema to the version that this image needs, from the versioned SQL in {@code db/migration}. */
public final class Migration {

    private final Flyway flyway;

    public Migration(PostgresSettings settings) {
        this.flyway = Flyway.configure()
                .dataSource(Postgres.unpooled(settings, "migrate"))
                .load();
    }

    public String run() {
        MigrateResult result = migrate();
        return result.migrationsExecuted == 0
                ? "The schema is at version " + result.initialSchemaVersion + " already; nothing to do"
                : "Applied " + result.migrationsExecuted + " migrations; the schema is at version "
                        + result.targetSchemaVersion;
    }

    private MigrateResult migrate() {
        try {
            return flyway.migrate();
        } catch (FlywayException failure) {
            throw new MigrationFailed(failure.getMessage());
        }
    }

    /** Says which statement or which login failed, in Flyway's words; where in Flyway that was helps nobody. */
    public static final class MigrationFailed extends RuntimeException {

        private static final long serialVersionUID = 1;

        MigrationFailed(String why) {
            super("The migration failed, and what depends on it must not start. " + why);
        }
    }
}
