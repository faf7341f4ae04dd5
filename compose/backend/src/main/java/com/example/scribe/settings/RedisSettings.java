package com.example.scribe.settings;

public record RedisSettings(String host, int port, String password) {

    public static RedisSettings read(Env env) {
        return new RedisSettings(
                env.required("REDIS_HOST"), env.port("REDIS_PORT", 6379), env.required("REDIS_PASSWORD"));
    }

    /** A record would print its password. */
    @Override
    public String toString() {
        return "redis at " + host + ":" + port;
    }
}
