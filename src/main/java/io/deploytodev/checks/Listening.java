package io.deploytodev.checks;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a service listens, as far as its start command, its variables and its image tell. */
final class Listening {

    private static final Pattern NUMBER = Pattern.compile("(?<![\\d.])(\\d{2,5})(?![\\d.]*\\d)");

    /** An option that names an address, and the address. */
    private static final Pattern BIND = Pattern.compile(
            "(?:^|\\s)(?:--host(?:name)?|--bind(?:-address)?|--listen(?:-address)?|--address|--ip|-b|-H)[=\\s]+"
                    + "(127\\.0\\.0\\.1|localhost|\\[::1])(?=[:\\s]|$)|runserver\\s+(127\\.0\\.0\\.1|localhost)");

    private static final Pattern ANY_BIND =
            Pattern.compile("(?:^|\\s)(?:--host|--bind|--uds|--fd|-b|-H|-h|--config|-c|--listen)(?:[=\\s]|$)");

    private final ServiceView view;
    private final String line;

    Listening(ServiceView view) {
        this.view = view;
        this.line = String.join(" ", view.start()).replaceFirst("^(/bin/)?(ba)?sh -c ", "");
    }

    /** The numbers that may be its ports: nobody can say that it does not listen on one of these. */
    Set<Integer> possible() {
        Set<Integer> ports = new LinkedHashSet<>(view.exposed());
        ports.addAll(numbers(line));
        view.environment().values().forEach(value -> ports.addAll(numbers(value)));
        ports.addAll(view.service().exposedPorts().stream()
                .filter(port -> !view.settings().published().contains(port))
                .toList());
        return ports;
    }

    /** Where it says that it listens; empty when it says nothing of it. */
    Set<Integer> told() {
        Set<Integer> told = new LinkedHashSet<>(view.exposed());
        Matcher named = Pattern.compile(
                        "(?:--port|--bind|--listen|-p|-b|runserver)[=\\s]+(?:\\S*:)?(\\d{2,5})(?=\\s|$)|http\\.server\\s+(\\d{2,5})")
                .matcher(line);
        while (named.find()) {
            told.add(Integer.valueOf(named.group(1) == null ? named.group(2) : named.group(1)));
        }
        return told;
    }

    /** Why nobody but itself gets in; empty when others do, or nothing can be said. */
    String onLoopbackAlone() {
        Matcher bind = BIND.matcher(line);
        if (bind.find()) {
            return "It is started with " + bind.group().strip() + ".";
        }
        Set<String> names = view.environment().keySet();
        if (line.matches("(.*[\\s/])?uvicorn\\s.*")
                && !ANY_BIND.matcher(line).find()
                && !names.contains("UVICORN_HOST")) {
            return "uvicorn without --host listens on 127.0.0.1.";
        }
        if (line.matches("(.*\\s)?flask\\s(.*\\s)?run(\\s.*)?")
                && !ANY_BIND.matcher(line).find()
                && !names.contains("FLASK_RUN_HOST")) {
            return "flask run without --host listens on 127.0.0.1.";
        }
        if (line.matches(".*manage\\.py\\s+runserver(\\s+(--\\S+|\\d+))*\\s*")) {
            return "runserver without an address listens on 127.0.0.1.";
        }
        return "";
    }

    private static Set<Integer> numbers(String text) {
        Set<Integer> numbers = new LinkedHashSet<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(Integer.valueOf(matcher.group(1)));
        }
        return numbers;
    }

    static String words(Set<Integer> ports) {
        return Sentences.list(
                List.copyOf(ports).stream().sorted().map(String::valueOf).toList());
    }
}
