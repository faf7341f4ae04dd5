package io.deploytodev.deploy;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.failure.DeployFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Values that nobody is to read, and what stands in their place: the name of the variable that holds them. Compose and the
 * engine quote what they do not understand, a password among it, so whatever a run says passes here first. Values
 * are learned as they become known; safe for use by several threads.
 */
final class Secrets {

    private static final Pattern SECRET_NAME = Pattern.compile(
            "PASSW|PASSPHRASE|(^|_)PASS($|_)|(^|_)PWD($|_)|SECRET|TOKEN|CREDENTIAL|(^|_)AUTH$|KEY$|PRIVATE|(^|_)SALT$"
                    + "|SIGNATURE|WEBHOOK|(^|_)DSN$",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*[=:][ \\t]*(.*?)[ \\t\\r]*$");

    /** What may be told of a variable without a telling name: a number, words, a path, an address, an image. */
    private static final Pattern PLAIN = Pattern.compile("[0-9.]+[a-z]*|[A-Za-z]+|[a-z]+([-_ ][a-z]+)*|~?(/[\\w.-]+)+/?"
            + "|([a-z]+://)?[a-z0-9_-]*[/.:][\\w./:@-]*");

    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s:]*:([^/@\\s]+)@");

    /** As Compose finds variables in a value, or thinks that it does. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w*)[^$\\w]?");

    /** Passwords that are words of every message would make nonsense of it, and are no secret. */
    private static final Set<String> WORDS = Set.of(
            "postgres",
            "neo4j",
            "redis",
            "mysql",
            "mongo",
            "minio",
            "docker",
            "compose",
            "password",
            "secret",
            "admin",
            "root",
            "user",
            "test",
            "true",
            "false",
            "none",
            "null",
            "changeme",
            "deploy",
            "image",
            "health");

    /** They look like secrets, and are where the shell is. */
    private static final Set<String> DIRECTORIES = Set.of("PWD", "OLDPWD");

    private static final int SHORTEST_SECRET = 4;
    private static final int SHORTEST_OTHER = 6;
    private static final int DISTINCTIVE = 10;

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Set<String> words = new HashSet<>(WORDS);
    private volatile List<Masked> masked = List.of();

    private record Masked(Pattern pattern, String value, String replacement) {}

    /**
     * What is secret on this machine, before any host is asked: a command of the project's own may print it.
     *
     * @param environment the process's own
     */
    static Secrets knownHere(DeployConfig config, HostEntry host, Map<String, String> environment) {
        Secrets secrets = new Secrets();
        Map<String, String> telling = new HashMap<>(environment);
        telling.keySet()
                .removeIf(name ->
                        DIRECTORIES.contains(name) || !SECRET_NAME.matcher(name).find());
        secrets.learn(telling);
        config.readiness().forEach(rule -> rule.passwords().forEach(word -> secrets.learn(Map.of("PASSWORD", word))));
        host.environment()
                .or(() -> config.compose().environment())
                .filter(Environment.OnWorkstation.class::isInstance)
                .map(here -> ((Environment.OnWorkstation) here).file())
                .ifPresent(secrets::learnFile);
        return secrets;
    }

    /** One that cannot be read is reported where it is needed. */
    private void learnFile(Path file) {
        try {
            learnFile(Files.readString(file));
        } catch (IOException e) {
            // Nothing is known of it, so nothing can be said of it either.
        }
    }

    /** Names that everybody knows, such as those of services: they stay even where a password is equal to one. */
    synchronized void spare(Iterable<String> known) {
        for (String word : known) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
        rebuild();
    }

    /** Learns the values of an environment file, also of one that Compose cannot read. */
    synchronized void learnFile(String text) {
        Matcher lines = ASSIGNMENT.matcher(text);
        while (lines.find()) {
            String name = lines.group(1);
            String value = lines.group(2);
            add(name, value);
            add(name, value.replaceAll("^[\"']|[\"']$", ""));
            add(name, value.replaceFirst("\\s+#.*$", ""));
            add(name, value.replaceAll("^[\"'](.*?)[\"'].*$", "$1"));
        }
        rebuild();
    }

    /** Learns variables whose values are known as they are. */
    synchronized void learn(Map<String, String> variables) {
        variables.forEach(this::add);
        rebuild();
    }

    private void add(String name, String value) {
        boolean secret = SECRET_NAME.matcher(name).find();
        if (secret ? isSecret(value) : isTelling(value)) {
            remember(value, name);
            // Of a value with a dollar sign Compose quotes the pieces.
            if (value.indexOf('$') >= 0) {
                remember(value.replace("$$", "$"), name);
                Matcher variables = VARIABLE.matcher(value);
                while (variables.find()) {
                    remember(variables.group(1), name);
                }
                Stream.of(VARIABLE.split(value)).forEach(piece -> remember(piece, name));
            }
        }
        Matcher userInfo = USER_INFO.matcher(value);
        while (userInfo.find()) {
            remember(userInfo.group(1), name);
        }
    }

    private static boolean isSecret(String value) {
        return !value.matches("true|false|yes|no|[0-9]{1,5}");
    }

    private static boolean isTelling(String value) {
        return value.length() >= SHORTEST_OTHER && !PLAIN.matcher(value).matches();
    }

    private void remember(String value, String name) {
        if (value.length() >= SHORTEST_SECRET) {
            names.putIfAbsent(value, name);
            names.putIfAbsent(value.replace("\\", "\\\\").replace("\"", "\\\""), name);
        }
    }

    private void rebuild() {
        masked = names.entrySet().stream()
                .filter(each -> !words.contains(each.getKey().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt(each -> -each.getKey().length()))
                .map(each -> new Masked(pattern(each.getKey()), each.getKey(), "${" + each.getValue() + "}"))
                .toList();
    }

    /** A short one is looked for as a word of its own: "deva" is part of too many. */
    private static Pattern pattern(String value) {
        String quoted = Pattern.quote(value);
        return Pattern.compile(
                value.length() >= DISTINCTIVE || value.matches(".*\\W.*") ? quoted : "(?<!\\w)" + quoted + "(?!\\w)");
    }

    /** The text with the name of its variable in place of each secret. */
    String mask(String text) {
        String result = text;
        for (Masked each : masked) {
            if (result.contains(each.value())) {
                result = each.pattern().matcher(result).replaceAll(Matcher.quoteReplacement(each.replacement()));
            }
        }
        return result;
    }

    /** The failure without secrets, also in what only {@code --debug} shows. */
    DeployFailure mask(DeployFailure failure) {
        return new DeployFailure(
                        failure.kind(),
                        mask(failure.what()),
                        mask(failure.why()),
                        mask(failure.next()),
                        failure.evidence().stream().map(this::mask).toList(),
                        cause(failure))
                .with(failure.problems());
    }

    private @Nullable Throwable cause(DeployFailure failure) {
        Throwable cause = failure.getCause();
        return cause == null ? null : isClean(cause) ? cause : new Unsaid(mask(cause.toString()), cause);
    }

    private boolean isClean(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String said = each.toString();
            if (!said.equals(mask(said))) {
                return false;
            }
            for (Throwable beside : each.getSuppressed()) {
                if (!isClean(beside)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Stands for an exception whose words hold a secret, with its place in the program. */
    private static final class Unsaid extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unsaid(String said, Throwable of) {
            super(said);
            setStackTrace(of.getStackTrace());
        }
    }

    /** Never the values. */
    @Override
    public String toString() {
        return names.size() + " secrets";
    }
}
