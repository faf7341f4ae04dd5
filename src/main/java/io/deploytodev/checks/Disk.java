package io.deploytodev.checks;

import io.deploytodev.host.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file system of the host, and what is free there for this account.
 *
 * @param name the device
 * @param mount where it is mounted
 * @param freeInodes empty where files need none that could run out
 */
public record Disk(String name, String mount, long freeBytes, OptionalLong freeInodes) {

    /** What is not there yet will lie where its parent lies. First the blocks of all, then their inodes. */
    private static final String MEASURE = """
            export LC_ALL=C
            count=$#
            while [ "$count" -gt 0 ]; do
              path=$1; shift
              while [ ! -d "$path" ] && [ "$path" != / ]; do path=$(dirname -- "$path"); done
              set -- "$@" "$path"
              count=$((count - 1))
            done
            for path; do df -Pk -- "$path" | tail -n 1; done
            for path; do df -Pi -- "$path" | tail -n 1; done
            """;

    private static final Pattern LINE =
            Pattern.compile("(\\S.*?)\\s+(\\d+|-)\\s+(\\d+|-)\\s+(\\d+|-)\\s+\\S+\\s+(/.*)");

    private static final long KIB = 1024;

    /**
     * Asks where these paths lie.
     *
     * @param paths absolute
     */
    public static Command<List<Disk>> of(List<String> paths) {
        return Command.script(MEASURE, paths)
                .repeatable()
                .parsedBy(result -> parse(result.text().lines().toList(), paths.size()));
    }

    private static List<Disk> parse(List<String> lines, int count) {
        if (lines.size() != 2 * count) {
            throw new IllegalArgumentException("df answered with " + lines.size() + " lines");
        }
        List<Disk> disks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Matcher blocks = line(lines.get(i));
            Matcher inodes = line(lines.get(i + count));
            boolean counted =
                    inodes.group(2).matches("[1-9]\\d*") && inodes.group(4).matches("\\d+");
            disks.add(new Disk(
                    blocks.group(1),
                    blocks.group(5),
                    blocks.group(4).equals("-") ? Long.MAX_VALUE : Long.parseLong(blocks.group(4)) * KIB,
                    counted ? OptionalLong.of(Long.parseLong(inodes.group(4))) : OptionalLong.empty()));
        }
        return disks;
    }

    private static Matcher line(String text) {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("df answered: " + text);
        }
        return matcher;
    }

    /** Whether both are the same file system. */
    boolean is(Disk other) {
        return name.equals(other.name) && mount.equals(other.mount);
    }
}
