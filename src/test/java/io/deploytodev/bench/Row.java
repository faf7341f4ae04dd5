package io.deploytodev.bench;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One line of the table: what the tool took, and what its peer took, for the same work in the same run.
 *
 * @param id as it is asked for: {@code P5a}
 * @param work what was done
 * @param peer who did it as well
 * @param goal what the ratio is to reach, of the tool's median to the peer's
 * @param higherIsBetter whether the goal is a lower bound, as for a throughput, or an upper one, as for a time
 * @param unit of the figures: {@code s}, or {@code lines/s}
 * @param ours the tool's figures, a round each
 * @param theirs the peer's
 */
public record Row(
        String id,
        String work,
        String peer,
        double goal,
        boolean higherIsBetter,
        String unit,
        List<Double> ours,
        List<Double> theirs) {

    private static final Path RESULTS = Path.of("target/bench");
    private static final ObjectMapper JSON = new ObjectMapper()
            .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT);

    /** Seconds against a peer's seconds. */
    static Row ofTimes(String id, String work, String peer, double goal, Rounds.Figures figures) {
        return new Row(id, work, peer, goal, false, "s", figures.ours(), figures.theirs());
    }

    /** Whether this row was asked for; without a choice, every row is. */
    static boolean isWanted(String id) {
        String only = System.getProperty("bench.only", "");
        return only.isEmpty() || List.of(only.split(",")).contains(id);
    }

    /** The tool's median, divided by the peer's. */
    public double ratio() {
        return median(ours) / median(theirs);
    }

    /** Whether the ratio, rounded as it is shown, reaches the goal. */
    @JsonIgnore
    public boolean isMet() {
        double shown = Math.round(ratio() * 100) / 100.0;
        return higherIsBetter ? shown >= goal : shown <= goal;
    }

    static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Keeps it for the table, in place of what an earlier run found. */
    void write() throws IOException {
        Files.createDirectories(RESULTS);
        Files.writeString(RESULTS.resolve(id + ".json"), JSON.writeValueAsString(this));
    }

    /** All that were kept in a directory, in the order of their ids. */
    static List<Row> readAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Row> rows = new java.util.ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                rows.add(JSON.readValue(file.toFile(), Row.class));
            }
            rows.sort(Comparator.comparing(Row::id));
            return rows;
        }
    }
}
