package io.deploytodev.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tries as a table in Markdown, a line for each fault. */
final class FaultTable {

    private static final double MILLIS = 1000;
    private static final int FIRST_LINES = 8;

    private FaultTable() {}

    /** @param order of the faults; what it does not name comes last, as it was tried */
    static String of(List<Try> tries, List<String> order) {
        Map<String, List<Try>> byFault = new LinkedHashMap<>();
        tries.forEach(seen -> byFault.computeIfAbsent(seen.fault(), fault -> new ArrayList<>())
                .add(seen));
        StringBuilder text = new StringBuilder(facts(tries))
                .append(
                        "\n| fault | tries | served afterwards | longest gap | exit code | what the client said last |\n")
                .append("|---|---|---|---|---|---|\n");
        byFault.keySet().stream()
                .sorted(Comparator.comparingInt(fault -> order.contains(fault) ? order.indexOf(fault) : order.size()))
                .forEach(fault -> text.append(row(fault, byFault.get(fault))));
        return text.toString();
    }

    private static String facts(List<Try> tries) {
        LongSummaryStatistics plain =
                tries.stream().mapToLong(Try::plainGapMillis).summaryStatistics();
        DoubleSummaryStatistics load = tries.stream().mapToDouble(Try::load).summaryStatistics();
        long failed = tries.stream().filter(seen -> !seen.held()).count();
        return tries.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%d tries, of which %s did not hold what they must; seed %s. A plain recreate cost %s; %d cores"
                                + " with a load of %.1f to %.1f, %.1f in the mean.%n",
                        tries.size(),
                        failed == 0 ? "none" : Long.toString(failed),
                        counted(tries, seen -> Long.toString(seen.seed())),
                        span(plain.getMin(), plain.getMax()),
                        Runtime.getRuntime().availableProcessors(),
                        load.getMin(),
                        load.getMax(),
                        load.getAverage());
    }

    private static String span(long least, long most) {
        String from = seconds(Duration.ofMillis(least));
        String to = seconds(Duration.ofMillis(most));
        return from.equals(to) ? to : from + " to " + to;
    }

    private static String row(String fault, List<Try> tries) {
        List<Try> good = tries.stream().filter(Try::held).toList();
        List<Try> bad = tries.stream().filter(seen -> !seen.held()).toList();
        return cells(
                fault,
                Integer.toString(tries.size()),
                (bad.isEmpty() ? "" : "**" + bad.size() + " FAILED** " + firstLines(bad.get(0)) + " ")
                        + counted(good, Try::served),
                seconds(Duration.ofMillis(
                        good.stream().mapToLong(Try::gapMillis).max().orElse(0))),
                counted(good, seen -> Integer.toString(seen.exitCode())),
                good.stream()
                        .map(Try::said)
                        .filter(said -> !said.isEmpty())
                        .findFirst()
                        .orElse("-"));
    }

    private static String firstLines(Try seen) {
        return seen.failed()
                .lines()
                .filter(line -> !line.isBlank())
                .limit(FIRST_LINES)
                .collect(Collectors.joining(" "));
    }

    private static String counted(List<Try> tries, Function<Try, String> what) {
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
