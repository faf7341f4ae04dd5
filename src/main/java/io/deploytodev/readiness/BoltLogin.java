package io.deploytodev.readiness;

import org.jspecify.annotations.Nullable;

/**
 * How a service's users log in to its Neo4j.
 *
 * @param password null where authentication is switched off
 */
public record BoltLogin(String user, @Nullable Secret password) {

    /** A server with authentication switched off. */
    public static final BoltLogin NONE = new BoltLogin("neo4j", null);
}
