package io.deploytodev.readiness;

import org.jspecify.annotations.Nullable;

/**
 * How a service's users log in to its Redis.
 *
 * @param user null for the default user
 * @param password null where none is asked for
 */
public record RedisLogin(@Nullable String user, @Nullable Secret password) {

    /** A server without a password. */
    public static final RedisLogin NONE = new RedisLogin(null, null);

    /** The usual one: the default user with a password. */
    public static RedisLogin password(Secret password) {
        return new RedisLogin(null, password);
    }
}
