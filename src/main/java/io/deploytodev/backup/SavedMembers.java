package io.deploytodev.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a host says while it writes members of an archive: {@code begin NAME}; then as {@code dd} tells how far it is; {@code
 * rows N TABLE} for each table of a dump; and {@code member PACKED SHA256 DIGEST NAME} when it is written.
 *
 * @param members in the order in which they were written
 */
public record SavedMembers(List<Saved> members) {

    private static final Pattern PROGRESS = Pattern.compile("(\\d+) bytes? .*copied.*");

    private static final Pattern MEMBER = Pattern.compile("member (\\d+) ([0-9a-f]{64}) (-|[0-9a-f]{64}) (.+)");

    private static final Pattern ROWS = Pattern.compile("rows\t(\\d+)\t(.+)");

    public SavedMembers {
        members = List.copyOf(members);
    }

    /** One of them; {@code bytes} before it was packed. */
    public record Saved(String file, long bytes, long packed, String sha256, String digest, Map<String, Long> rows) {

        /** With what was known of it before. */
        public Member of(Source source) {
            return new Member(
                    file,
                    source.kind(),
                    source.name(),
                    source.place(),
                    source.services(),
                    source.how(),
                    bytes,
                    packed,
                    sha256,
                    digest,
                    rows);
        }
    }

    static SavedMembers parse(String text) {
        List<Saved> members = new ArrayList<>();
        Map<String, Long> rows = new LinkedHashMap<>();
        long bytes = 0;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            Matcher member = MEMBER.matcher(line);
            Matcher table = ROWS.matcher(line);
            if (member.matches()) {
                members.add(new Saved(
                        member.group(4),
                        bytes,
                        Long.parseLong(member.group(1)),
                        member.group(2),
                        member.group(3),
                        rows));
                rows = new LinkedHashMap<>();
                bytes = 0;
            } else if (table.matches()) {
                rows.merge(table.group(2), Long.parseLong(table.group(1)), Long::sum);
            } else if (progress(line).isPresent()) {
                bytes = progress(line).getAsLong();
            }
        }
        return new SavedMembers(members);
    }

    /** How many bytes of the member are through, if the line tells that. */
    public static OptionalLong progress(String line) {
        Matcher matcher = PROGRESS.matcher(line);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }
}
