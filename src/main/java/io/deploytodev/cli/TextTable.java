package io.deploytodev.cli;

import java.util.List;

/** Columns as wide as what stands in them; pure. */
final class TextTable {

    private TextTable() {}

    /** A line for each row; the first column is one mark wide, and nearer to the next. */
    static List<String> lines(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream()
                .map(row -> {
                    StringBuilder line = new StringBuilder();
                    for (int i = 0; i < widths.length; i++) {
                        line.append(row.get(i))
                                .append(" ".repeat(widths[i] - row.get(i).length() + (widths[i] <= 1 ? 1 : 2)));
                    }
                    return line.toString().stripTrailing();
                })
                .toList();
    }
}
