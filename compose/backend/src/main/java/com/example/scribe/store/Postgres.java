package com.example.scribe.store;

import com.example.scribe.settings.PostgresSettings;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A pool of connections, opened at the first use and without waiting, so that a service starts before its database. */
public final class Postgres implements AutoCloseable {

    private static final long CONNECT_DEADLINE_MS = 1_000;

    private final Lazy<HikariDataSource> pool;

    public Postgres(PostgresSettings settings, String applicationName) {
        pool = new Lazy<>(() -> open(settings, applicationName), HikariDataSource::close);
    }

    private static HikariDataSource open(PostgresSettings settings, String applicationName) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("postgres");
        config.setDataSource(unpooled(settings, applicationName));
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(CONNECT_DEADLINE_MS);
        config.setMinimumIdle(1);
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    static DataSource unpooled(PostgresSettings settings, String applicationName) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {settings.host()});
        source.setPortNumbers(new int[] {settings.port()});
        source.setDatabaseName(settings.database());
        source.setUser(settings.user());
        source.setPassword(settings.password());
        source.setApplicationName(applicationName);
        source.setConnectTimeout(2);
        source.setTcpKeepAlive(true);
        return source;
    }

    Connection connection() throws SQLException {
        return pool.get().getConnection();
    }

    public void ping() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
