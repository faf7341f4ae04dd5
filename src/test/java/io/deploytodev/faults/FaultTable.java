package io.deploytodev.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tries of a run, a line for each fault, as Markdown in {@code target/faults.md}. */
final class FaultTable {

    private static final Path FILE = Path.of("target/faults.md");
    private static final Path DETAILS = Path.of("target/faults");
    private static final double MILLIS = 1000;
    private static final int FIRST_LINES = 8;

    private final Map<String, List<Verdict>> verdicts = new LinkedHashMap<>();
    private final Map<String, List<String>> failures = new LinkedHashMap<>();
    private final List<String> facts = new ArrayList<>();

    /** Something to know when reading it. */
    synchronized void fact(String text) {
        facts.add(text);
    }

    synchronized void add(Verdict verdict) {
        verdicts.computeIfAbsent(verdict.fault(), fault -> new ArrayList<>()).add(verdict);
    }

    /** The whole story of it goes to a file of its own. */
    synchronized void failed(String fault, String why) {
        write(DETAILS.resolve(fault.replaceAll("[^A-Za-z0-9]+", "-") + ".txt"), why);
        verdicts.computeIfAbsent(fault, key -> new ArrayList<>());
        failures.computeIfAbsent(fault, key -> new ArrayList<>())
                .add(why.lines()
                        .filter(line -> !line.isBlank())
                        .limit(FIRST_LINES)
                        .collect(Collectors.joining(" ")));
    }

    synchronized void write() {
        write(FILE, text());
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String text() {
        StringBuilder text = new StringBuilder();
        facts.forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append("\n| fault | tries | served afterwards | longest gap | exit code | what the client said last |\n")
                .append("|---|---|---|---|---|---|\n");
        verdicts.forEach((fault, tries) -> text.append(row(fault, tries)));
        return text.toString();
    }

    private String row(String fault, List<Verdict> tries) {
        List<String> bad = failures.getOrDefault(fault, List.of());
        String served = counted(tries, Verdict::served);
        return cells(
                fault,
                Integer.toString(tries.size() + bad.size()),
                bad.isEmpty() ? served : "**" + bad.size() + " FAILED** " + bad.get(0) + " " + served,
                seconds(tries.stream()
                        .map(Verdict::gap)
                        .max(Duration::compareTo)
                        .orElse(Duration.ZERO)),
                counted(tries, verdict -> Integer.toString(verdict.exitCode())),
                tries.stream()
                        .map(Verdict::said)
                        .filter(said -> !said.isEmpty())
                        .findFirst()
                        .orElse("-"));
    }

    private static String counted(List<Verdict> tries, Function<Verdict, String> what) {
        Map<String, Long> counts =
                tries.stream().collect(Collectors.groupingBy(what, TreeMap::new, Collectors.counting()));
        return counts.size() == 1
                ? counts.keySet().iterator().next()
                : counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " × " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / MILLIS);
    }

    private static String cells(String... cells) {
        return List.of(cells).stream()
                .map(cell -> cell.strip()
                        .replace("|", "\\|")
                        .replace("\n", " ")
                        .replaceAll("\\d{8}T\\d{6}Z-[0-9a-z-]+", "…"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
