package com.example.scribe.settings;

public record PostgresSettings(String host, int port, String database, String user, String password) {

    public static PostgresSettings read(Env env) {
        return new PostgresSettings(
                env.required("POSTGRES_HOST"),
                env.port("POSTGRES_PORT", 5432),
                env.required("POSTGRES_DB"),
                env.required("POSTGRES_USER"),
                env.required("POSTGRES_PASSWORD"));
    }

    /** A record would print its password. */
    @Override
    public String toString() {
        return "postgres " + user + "@" + host + ":" + port + "/" + database;
    }
}
