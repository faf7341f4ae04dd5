package com.example.scribe.store;

import com.example.scribe.settings.PostgresSettings;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema to the version that this image needs, from the versioned SQL in {@code db/migration}. */
public final class Migration {

    private final Flyway flyway;

    public Migration(PostgresSettings settings) {
        this.flyway = Flyway.configure()
                .dataSource(Postgres.unpooled(settings, "migrate"))
                .connectRetries(5)
                .connectRetriesInterval(1)
                .load();
    }

    public String run() {
        MigrateResult result = flyway.migrate();
        return result.migrationsExecuted == 0
                ? "The schema is at version " + result.initialSchemaVersion + " already; nothing to do"
                : "Applied " + result.migrationsExecuted + " migrations; the schema is at version "
                        + result.targetSchemaVersion;
    }
}
