package io.deploytodev.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code scripts/bench} prints of the rows that were measured. */
public final class Table {

    private static final int BAR = 40;
    private static final double WHOLE = 2;

    private Table() {}

    /** The directory of the results, then {@code table}, {@code json} or {@code plot}. */
    public static void main(String[] words) throws IOException {
        List<Row> rows = Row.readAll(Path.of(words[0]));
        System.out.println(
                switch (words[1]) {
                    case "json" -> json(rows);
                    case "plot" -> plot(rows);
                    default -> table(rows);
                });
    }

    static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder("""
                | | work | deploy-to-dev | peer | | ratio | goal | |
                |---|---|---:|---|---:|---:|---:|---|
                """);
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %s | %s | %.2f | %s %.2f | %s |%n",
                    row.id(),
                    row.work(),
                    figure(row, row.ours()),
                    row.peer(),
                    figure(row, row.theirs()),
                    row.ratio(),
                    row.higherIsBetter() ? "≥" : "≤",
                    row.goal(),
                    row.isMet() ? "met" : "missed"));
        }
        return table.toString().stripTrailing();
    }

    private static String figure(Row row, List<Double> figures) {
        double median = Row.median(figures);
        return String.format(Locale.ROOT, row.higherIsBetter() ? "%,.0f %s" : "%.2f %s", median, row.unit());
    }

    static String json(List<Row> rows) throws IOException {
        return new ObjectMapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(rows.stream().map(Table::told).toList());
    }

    private static Map<String, Object> told(Row row) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("id", row.id());
        told.put("ratio", Math.round(row.ratio() * 1000) / 1000.0);
        told.put("goal", row.goal());
        told.put("higher_is_better", row.higherIsBetter());
        told.put("ours_median", Row.median(row.ours()));
        told.put("theirs_median", Row.median(row.theirs()));
        told.put("unit", row.unit());
        told.put("ours", row.ours());
        told.put("theirs", row.theirs());
        return told;
    }

    /** A bar for each ratio, and where its goal is; a throughput is drawn upside down, so that shorter is better. */
    static String plot(List<Row> rows) {
        StringBuilder plot = new StringBuilder("shorter is better; ▏ where the peer is, ◆ the goal\n");
        for (Row row : rows) {
            double ratio = row.higherIsBetter() ? 1 / row.ratio() : row.ratio();
            double goal = row.higherIsBetter() ? 1 / row.goal() : row.goal();
            StringBuilder bar = new StringBuilder();
            for (int cell = 0; cell < BAR; cell++) {
                bar.append(cell == cell(goal) ? '◆' : cell < cell(ratio) ? '█' : cell == cell(1) ? '▏' : ' ');
            }
            plot.append(String.format(Locale.ROOT, "%-5s %s %.2f%n", row.id(), bar, row.ratio()));
        }
        return plot.toString().stripTrailing();
    }

    private static int cell(double ratio) {
        return (int) Math.min(BAR - 1, Math.round(ratio / WHOLE * BAR));
    }
}
