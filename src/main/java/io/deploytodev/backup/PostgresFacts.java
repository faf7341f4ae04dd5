package io.deploytodev.backup;

import io.deploytodev.host.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Postgres that runs says of itself.
 *
 * @param version its major one
 * @param user who may do everything there
 * @param data the directory of its data in the container
 * @param initialArguments what {@code initdb} was told
 */
public record PostgresFacts(
        String container, String version, String user, String data, String initialArguments, List<Database> databases) {

    private static final String ASK = """
            printf 'user\\t%s\\n' "$PGUSER"
            printf 'data\\t%s\\n' "${PGDATA:-/var/lib/postgresql/data}"
            printf 'arguments\\t%s\\n' "${POSTGRES_INITDB_ARGS:-}"
            psql -X -A -t -c "SELECT 'version' || E'\\t' || current_setting('server_version_num')::int / 10000" || exit 1
            psql -X -A -t -c "SELECT 'database' || E'\\t' || pg_database_size(oid) || E'\\t' || datname
              FROM pg_database WHERE datallowconn AND NOT datistemplate ORDER BY datname"
            """;

    /** Wherever a distribution has put it. */
    private static final String VERSION =
            "postgres --version 2> /dev/null || $(ls -d /usr/lib/postgresql/*/bin/postgres | tail -n 1) --version";

    private static final Pattern VERSION_LINE = Pattern.compile("(?s).*PostgreSQL\\) (\\d+).*");

    public PostgresFacts {
        databases = List.copyOf(databases);
    }

    /** One of its databases; {@code bytes} as they lie there. */
    public record Database(String name, long bytes) {}

    /** Asks it, as its superuser. */
    public static Command<PostgresFacts> ask(String container) {
        return Command.of(List.of(
                        "docker",
                        "exec",
                        "--",
                        container,
                        "sh",
                        "-c",
                        ArchiveScripts.AS_SUPERUSER,
                        "sh",
                        "template1",
                        "sh",
                        "-c",
                        ASK))
                .repeatable()
                .parsedBy(result -> parse(container, result.text()));
    }

    static PostgresFacts parse(String container, String text) {
        String version = "";
        String user = "postgres";
        String data = "";
        String arguments = "";
        List<Database> databases = new ArrayList<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String[] words = line.split("\t", 3);
            String value = words.length > 1 ? words[1] : "";
            switch (words[0]) {
                case "version" -> version = value;
                case "user" -> user = value;
                case "data" -> data = value;
                case "arguments" -> arguments = value;
                case "database" -> databases.add(new Database(words[2], Long.parseLong(value)));
                default -> {}
            }
        }
        return new PostgresFacts(container, version, user, data, arguments, databases);
    }

    /** Asks an image of the host which major version of Postgres it holds; empty when it does not say. */
    public static Command<Optional<String>> version(String image) {
        return Command.of(List.of(
                        "docker",
                        "run",
                        "--rm",
                        "--pull",
                        "never",
                        "--network",
                        "none",
                        "--entrypoint",
                        "/bin/sh",
                        "--",
                        image,
                        "-c",
                        VERSION))
                .accepting(0, 1, 2, 125, 126, 127)
                .repeatable()
                .parsedBy(result -> {
                    Matcher matcher = VERSION_LINE.matcher(result.text());
                    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
                });
    }
}
