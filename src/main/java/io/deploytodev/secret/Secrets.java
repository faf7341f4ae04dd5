package io.deploytodev.secret;

import io.deploytodev.checks.SecretName;
import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.Environment;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.docker.ModelTexts;
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

/**
 * Values that nobody is to read, and what stands in their place: the name of the variable that holds them. Compose and the
 * engine quote what they do not understand, a password among it, so whatever a run says passes here first. Values
 * are learned as they become known; safe for use by several threads.
 */
public final class Secrets {

    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?m)^\\s*(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*[=:][ \\t]*(.*?)[ \\t\\r]*$");

    /** What may be told of a variable without a telling name: a number, words, a path, an address, an image. */
    private static final Pattern PLAIN = Pattern.compile("[0-9.]+[a-z]*|[A-Za-z]+|[a-z]+([-_ ][a-z]+)*|~?(/[\\w.-]+)+/?"
            + "|([a-z]+://)?[a-z0-9_-]*[/.:][\\w./:@-]*");

    /** A value in quotes may have lines. */
    private static final Pattern QUOTED_ASSIGNMENT = Pattern.compile(
            "(?m)^\\s*(?:export\\s+)?([A-Za-z_][\\w.-]*)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|'([^']*+)')");

    private static final Pattern IN_QUOTES = Pattern.compile("\"([^\"\\\\]{12,})\"");

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
    public static Secrets knownHere(DeployConfig config, HostEntry host, Map<String, String> environment) {
        Secrets secrets = new Secrets();
        Map<String, String> telling = new HashMap<>(environment);
        telling.keySet().removeIf(name -> DIRECTORIES.contains(name) || !SecretName.fits(name));
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
    public synchronized void spare(Iterable<String> known) {
        for (String word : known) {
            words.add(word.toLowerCase(Locale.ROOT));
        }
        rebuild();
    }

    /** Learns the values of an environment file, also of one that Compose cannot read. */
    public synchronized void learnFile(String text) {
        Matcher lines = ASSIGNMENT.matcher(text);
        while (lines.find()) {
            String name = lines.group(1);
            String value = lines.group(2);
            add(name, value);
            add(name, value.replaceAll("^[\"']|[\"']$", ""));
            add(name, value.replaceFirst("\\s+#.*$", ""));
            add(name, value.replaceAll("^[\"'](.*?)[\"'].*$", "$1"));
        }
        Matcher quoted = QUOTED_ASSIGNMENT.matcher(text);
        while (quoted.find()) {
            add(quoted.group(1), quoted.group(2) == null ? quoted.group(3) : quoted.group(2));
        }
        rebuild();
    }

    /** Learns what is secret whatever it is called, such as the content of a file. */
    public synchronized void learnContent(String name, String text) {
        rememberLines(text, name);
        Matcher quoted = IN_QUOTES.matcher(text);
        while (quoted.find()) {
            remember(quoted.group(1), name);
        }
        rebuild();
    }

    /**
     * Learns what is secret in the texts of a model: all of it where its key says so, else what a command or an address in
     * it logs in with.
     */
    public synchronized void learnTexts(List<ModelTexts.Text> texts) {
        for (ModelTexts.Text text : texts) {
            if (SecretName.fits(text.key())) {
                add(text.key(), text.value());
            }
            LoginText.ofCommand(text.value()).stream()
                    .filter(Secrets::isSecret)
                    .forEach(word -> remember(word, "PASSWORD"));
            LoginText.ofAddresses(text.value()).forEach(word -> remember(word, text.key()));
        }
        rebuild();
    }

    /** Learns variables whose values are known as they are. */
    public synchronized void learn(Map<String, String> variables) {
        variables.forEach(this::add);
        rebuild();
    }

    private void add(String name, String value) {
        boolean secret = SecretName.fits(name);
        if (secret ? isSecret(value) : isTelling(value)) {
            rememberLines(value, name);
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
        LoginText.ofAddresses(value).forEach(word -> remember(word, name));
    }

    /** What has lines is quoted as a whole, with the ends of lines escaped, or line by line. */
    private void rememberLines(String value, String name) {
        remember(value.strip(), name);
        if (value.strip().indexOf('\n') >= 0) {
            value.lines()
                    .map(String::strip)
                    .filter(line -> line.length() >= SHORTEST_OTHER && !line.startsWith("-----"))
                    .forEach(line -> remember(line, name));
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
            SecretForms.of(value).forEach(form -> names.putIfAbsent(form, name));
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
    public String mask(String text) {
        String result = text;
        for (Masked each : masked) {
            if (result.contains(each.value())) {
                result = each.pattern().matcher(result).replaceAll(Matcher.quoteReplacement(each.replacement()));
            }
        }
        return result;
    }

    /** The failure without secrets, also in what only {@code --debug} shows. */
    public DeployFailure mask(DeployFailure failure) {
        return new MaskedFailure(this::mask).of(failure);
    }

    /** Never the values. */
    @Override
    public String toString() {
        return names.size() + " secrets";
    }
}
