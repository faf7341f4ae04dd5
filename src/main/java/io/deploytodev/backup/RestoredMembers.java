package io.deploytodev.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host says of what it brought back: {@code rows N TABLE} as it counted them, and {@code restored DIGEST NAME} when a
 * member is there.
 *
 * @param digests member to the digest of what lies in its place now; {@code -} of a dump
 * @param rows member to table to how many rows it has now; none where they could not be counted
 */
public record RestoredMembers(Map<String, String> digests, Map<String, Map<String, Long>> rows) {

    private static final Pattern RESTORED = Pattern.compile("restored (-|[0-9a-f]{64}) (.+)");

    private static final Pattern ROWS = Pattern.compile("rows\t(\\d+)\t(.+)");

    private static final int FEW = 5;

    public RestoredMembers {
        digests = Map.copyOf(digests);
        rows = Map.copyOf(rows);
    }

    static RestoredMembers parse(String text) {
        Map<String, String> digests = new LinkedHashMap<>();
        Map<String, Map<String, Long>> rows = new LinkedHashMap<>();
        Map<String, Long> counted = new LinkedHashMap<>();
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher restored = RESTORED.matcher(line);
            Matcher table = ROWS.matcher(line);
            if (restored.matches()) {
                digests.put(restored.group(2), restored.group(1));
                rows.put(restored.group(2), counted);
                counted = new LinkedHashMap<>();
            } else if (table.matches()) {
                counted.put(table.group(2), Long.parseLong(table.group(1)));
            }
        }
        return new RestoredMembers(digests, rows);
    }

    /** What is not as it was when it was taken: a sentence for each member and table; empty when all is. */
    public List<String> differences(List<Member> members) {
        List<String> differences = new ArrayList<>();
        for (Member member : members) {
            String now = digests.get(member.file());
            if (now == null) {
                differences.add("The " + member.inShort() + " was not restored.");
            } else if (!now.equals(member.digest())) {
                differences.add("The content of the " + member.inShort() + " is not what was taken.");
            }
            differences.addAll(rowsThatDiffer(member));
        }
        return differences.size() > FEW
                ? List.of(String.join(" ", differences.subList(0, FEW)), "And " + (differences.size() - FEW) + " more.")
                : differences;
    }

    private List<String> rowsThatDiffer(Member member) {
        Map<String, Long> counted = Optional.ofNullable(rows.get(member.file())).orElse(Map.of());
        if (counted.isEmpty()) {
            return List.of();
        }
        return member.rows().entrySet().stream()
                .filter(table -> !table.getValue().equals(counted.getOrDefault(table.getKey(), table.getValue())))
                .sorted(Map.Entry.comparingByKey())
                .map(table -> "Table " + table.getKey() + " of the " + member.inShort() + " has "
                        + counted.get(table.getKey()) + " rows, and had " + table.getValue() + ".")
                .toList();
    }
}
