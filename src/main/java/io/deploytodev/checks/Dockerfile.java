package io.deploytodev.checks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deploytodev.checks.DockerfileLines.Instruction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Dockerfile says of the image that it makes, as far as can be read without building it.
 *
 * @param base the image that the wanted stage is made of in the end; empty when a variable hides it
 * @param pulled all images that the build needs from elsewhere
 * @param user of the wanted stage; empty where it names none
 * @param healthcheck as in a compose file; empty for none
 * @param text what is run and copied in the stages that the wanted one is made of, in small letters
 */
public record Dockerfile(
        String base,
        Set<String> pulled,
        List<Integer> exposed,
        List<String> entrypoint,
        List<String> command,
        Optional<String> user,
        List<String> healthcheck,
        Map<String, String> environment,
        String text) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FROM = Pattern.compile("(?:--\\S+\\s+)*(\\S+)(?:\\s+[Aa][Ss]\\s+(\\S+))?");
    private static final Pattern COPY_FROM = Pattern.compile("--from=(\\S+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)(?::?-([^}]*))?}|(\\w+))");
    private static final Pattern PAIR = Pattern.compile("(\\w+)=(\"[^\"]*\"|'[^']*'|\\S*)");

    public Dockerfile {
        pulled = Set.copyOf(pulled);
        exposed = List.copyOf(exposed);
        entrypoint = List.copyOf(entrypoint);
        command = List.copyOf(command);
        healthcheck = List.copyOf(healthcheck);
        environment = Map.copyOf(environment);
    }

    private static final class Stage {
        final String name;
        final String from;
        final List<Instruction> lines = new ArrayList<>();

        Stage(String name, String from) {
            this.name = name;
            this.from = from;
        }
    }

    /**
     * Reads one.
     *
     * @param target the stage that is wanted; empty for the last
     * @param given the arguments of the build, which win over the file's defaults
     */
    public static Dockerfile parse(String text, Optional<String> target, Map<String, String> given) {
        Map<String, String> arguments = new LinkedHashMap<>();
        List<Stage> stages = new ArrayList<>();
        for (Instruction line : DockerfileLines.of(text)) {
            if (line.name().equals("FROM")) {
                Matcher from = FROM.matcher(line.rest());
                if (from.lookingAt()) {
                    String name = from.group(2) == null ? Integer.toString(stages.size()) : from.group(2);
                    stages.add(new Stage(name.toLowerCase(Locale.ROOT), filled(from.group(1), arguments)));
                }
            } else if (stages.isEmpty()) {
                if (line.name().equals("ARG")) {
                    String[] parts = line.rest().split("=", 2);
                    String fallback = parts.length > 1 ? unquoted(parts[1].strip()) : "";
                    arguments.put(parts[0], given.getOrDefault(parts[0], filled(fallback, arguments)));
                }
            } else {
                stages.get(stages.size() - 1).lines.add(line);
            }
        }
        Optional<Stage> wanted = target.isEmpty()
                ? stages.stream().reduce((first, second) -> second)
                : stages.stream()
                        .filter(stage -> stage.name.equalsIgnoreCase(target.get()))
                        .findFirst();
        return wanted.map(stage -> of(stage, stages))
                .orElseGet(() -> new Dockerfile(
                        "", Set.of(), List.of(), List.of(), List.of(), Optional.empty(), List.of(), Map.of(), ""));
    }

    private static Dockerfile of(Stage wanted, List<Stage> stages) {
        List<Stage> chain = chain(wanted, stages);
        Set<String> pulled = new LinkedHashSet<>();
        collect(wanted, stages, new LinkedHashSet<>(), pulled);
        Set<Integer> exposed = new LinkedHashSet<>();
        List<String> entrypoint = List.of();
        List<String> command = List.of();
        List<String> healthcheck = List.of();
        Optional<String> user = Optional.empty();
        Map<String, String> environment = new LinkedHashMap<>();
        StringBuilder said = new StringBuilder();
        for (Stage stage : chain) {
            for (Instruction line : stage.lines) {
                switch (line.name()) {
                    case "RUN", "COPY", "ADD" ->
                        said.append(line.rest().toLowerCase(Locale.ROOT)).append('\n');
                    case "ENV" -> environment.putAll(pairs(line.rest(), environment));
                    case "EXPOSE" -> exposed.addAll(ports(filled(line.rest(), environment)));
                    case "ENTRYPOINT" -> {
                        entrypoint = words(line.rest());
                        command = List.of();
                    }
                    case "CMD" -> command = words(line.rest());
                    case "USER" -> user = Optional.of(line.rest());
                    case "HEALTHCHECK" -> healthcheck = healthcheck(line.rest());
                    default -> {}
                }
            }
        }
        String base = chain.get(0).from;
        return new Dockerfile(
                base.contains("$") ? "" : base,
                pulled,
                List.copyOf(exposed),
                entrypoint,
                command,
                user,
                healthcheck,
                environment,
                said.toString());
    }

    /** The stages that one is made of, itself the last. */
    private static List<Stage> chain(Stage wanted, List<Stage> stages) {
        List<Stage> chain = new ArrayList<>(List.of(wanted));
        while (true) {
            Optional<Stage> before = earlier(chain.get(0).from, chain.get(0), stages);
            if (before.isEmpty()) {
                return chain;
            }
            chain.add(0, before.get());
        }
    }

    private static Optional<Stage> earlier(String name, Stage than, List<Stage> stages) {
        List<Stage> before = stages.subList(0, stages.indexOf(than));
        return before.stream()
                .filter(stage -> stage.name.equalsIgnoreCase(name))
                .reduce((first, second) -> second)
                .or(() -> name.matches("\\d{1,3}") && Integer.parseInt(name) < before.size()
                        ? Optional.of(before.get(Integer.parseInt(name)))
                        : Optional.empty());
    }

    private static void collect(Stage stage, List<Stage> stages, Set<Stage> seen, Set<String> pulled) {
        if (!seen.add(stage)) {
            return;
        }
        List<String> needed = new ArrayList<>(List.of(stage.from));
        for (Instruction line : stage.lines) {
            Matcher copied = COPY_FROM.matcher(line.name().equals("COPY") ? line.rest() : "");
            if (copied.find()) {
                needed.add(copied.group(1));
            }
        }
        for (String name : needed) {
            Optional<Stage> other = earlier(name, stage, stages);
            if (other.isPresent()) {
                collect(other.get(), stages, seen, pulled);
            } else if (!name.contains("$") && !name.equals("scratch") && name.equals(stage.from)) {
                pulled.add(name); // a COPY may name another build context
            }
        }
    }

    private static List<String> healthcheck(String rest) {
        String test = rest.replaceFirst("^(--\\S+\\s+)+", "");
        if (!test.regionMatches(true, 0, "CMD", 0, 3)) {
            return List.of();
        }
        List<String> words = words(test.substring(3).strip());
        List<String> check = new ArrayList<>();
        boolean shell = words.size() == 3
                && words.get(0).equals("/bin/sh")
                && words.get(1).equals("-c");
        check.add(shell ? "CMD-SHELL" : "CMD");
        check.addAll(shell ? words.subList(2, 3) : words);
        return check;
    }

    /** The words of the JSON form; of the other, what the image then holds. */
    private static List<String> words(String rest) {
        if (rest.startsWith("[")) {
            try {
                return Arrays.asList(JSON.readValue(rest, String[].class));
            } catch (JsonProcessingException e) {
                // Docker takes it for a line of the shell as well.
            }
        }
        return List.of("/bin/sh", "-c", rest);
    }

    private static Map<String, String> pairs(String rest, Map<String, String> known) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(rest);
        if (!rest.matches("\\w+=.*")) {
            String[] old = rest.split("\\s+", 2);
            return old.length == 2 ? Map.of(old[0], old[1]) : Map.of();
        }
        while (matcher.find()) {
            pairs.put(matcher.group(1), filled(unquoted(matcher.group(2)), known));
        }
        return pairs;
    }

    private static List<Integer> ports(String rest) {
        List<Integer> ports = new ArrayList<>();
        for (String word : rest.split("\\s+", -1)) {
            if (word.matches("\\d{1,5}(/tcp)?")) {
                ports.add(Integer.valueOf(word.replace("/tcp", "")));
            } else if (word.matches("\\d{1,5}-\\d{1,5}(/tcp)?")) {
                String[] ends = word.replace("/tcp", "").split("-", -1);
                for (int port = Integer.parseInt(ends[0]); port <= Integer.parseInt(ends[1]); port++) {
                    ports.add(port);
                }
            }
        }
        return ports;
    }

    /** With the variables that are known; of what is not known, the variable itself stays. */
    private static String filled(String text, Map<String, String> variables) {
        return VARIABLE.matcher(text).replaceAll(found -> {
            String name = found.group(1) == null ? found.group(3) : found.group(1);
            String value = variables.getOrDefault(name, "");
            String fallback = found.group(2) == null ? "" : found.group(2);
            String result = value.isEmpty() ? fallback : value;
            return Matcher.quoteReplacement(result.isEmpty() ? found.group() : result);
        });
    }

    private static String unquoted(String text) {
        return text.replaceFirst("^([\"'])(.*)\\1$", "$2");
    }

    /** Whether a build of it does something with a word, such as installing a program of that name. */
    boolean speaksOf(String word) {
        return Pattern.compile("(?<![\\w])" + Pattern.quote(word.toLowerCase(Locale.ROOT)) + "(?![\\w])")
                .matcher(text)
                .find();
    }

    /** Never the text, nor the environment. */
    @Override
    public String toString() {
        return "Dockerfile from " + base;
    }
}
