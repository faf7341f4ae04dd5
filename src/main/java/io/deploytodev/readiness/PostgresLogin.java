package io.deploytodev.readiness;

import org.jspecify.annotations.Nullable;

/**
 * How a service's users log in to its Postgres.
 *
 * @param password null where the server trusts who comes
 */
public record PostgresLogin(String user, @Nullable Secret password, String database) {}
