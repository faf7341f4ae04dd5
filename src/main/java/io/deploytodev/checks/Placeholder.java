package io.deploytodev.checks;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Values that stand where a secret should: nothing, what everybody tries first, or what only shows where one goes. */
final class Placeholder {

    private static final Set<String> TRIED_FIRST = Set.of(
            "postgres",
            "postgresql",
            "neo4j",
            "redis",
            "mysql",
            "mariadb",
            "mongo",
            "mongodb",
            "minio",
            "minioadmin",
            "rabbitmq",
            "guest",
            "root",
            "admin",
            "administrator",
            "user",
            "test",
            "testing",
            "dev",
            "demo",
            "example",
            "default",
            "password",
            "passwort",
            "passw0rd",
            "password1",
            "password123",
            "pass",
            "secret",
            "changeme",
            "change-me",
            "change_me",
            "changeit",
            "change-this",
            "letmein",
            "welcome",
            "qwerty",
            "123",
            "1234",
            "12345",
            "123456",
            "12345678",
            "123456789",
            "1234567890",
            "abc123",
            "foobar",
            "supersecret",
            "mysecretpassword");

    private static final Pattern SHOWS_WHERE = Pattern.compile(
            "<.*>|\\$\\{.*}|\\{\\{.*}}|\\.{3,}|x{3,}|\\*{3,}|(your|my|insert|put|replace|enter|set|todo|fixme)[-_ ].*",
            Pattern.CASE_INSENSITIVE);

    private Placeholder() {}

    static boolean isTriedFirst(String value) {
        return TRIED_FIRST.contains(value.toLowerCase(Locale.ROOT));
    }

    /** Whether it is a secret, as far as its looks tell. */
    static boolean isNone(String value) {
        return value.isBlank()
                || isTriedFirst(value)
                || SHOWS_WHERE.matcher(value).matches()
                || value.matches("(?i)true|false|yes|no|none|null|[0-9]{1,5}");
    }
}
