package io.deploytodev.docker;

import io.deploytodev.host.Command;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How busy and how full a host is. Amounts are in bytes; what the host does not say is 0.
 *
 * @param now by its clock
 * @param load the average number of processes that ran or wanted to, over a minute
 * @param up how long ago it booted
 */
public record HostLoad(
        Instant now, double load, int processors, long memory, long memoryAvailable, Duration up, List<Filled> disks) {

    /**
     * A file system.
     *
     * @param mount where it is mounted
     * @param bytes in all
     */
    public record Filled(String mount, long bytes, long free) {}

    private static final long KIB = 1024;

    private static final String ASK = """
            export LC_ALL=C
            echo "now $(date +%s)"
            read -r one rest < /proc/loadavg && echo "load $one"
            read -r up rest < /proc/uptime && echo "up $up"
            echo "processors $(getconf _NPROCESSORS_ONLN)"
            while read -r name kib unit; do
              case $name in MemTotal:|MemAvailable:) echo "$name $kib" ;; esac
            done < /proc/meminfo
            for path; do
              while [ ! -d "$path" ] && [ "$path" != / ]; do path=$(dirname -- "$path"); done
              df -Pk -- "$path" 2> /dev/null | {
                read -r head
                read -r device size used free percent mount && echo "disk $size $free $mount"
              }
            done
            """;

    public HostLoad {
        disks = List.copyOf(disks);
    }

    /**
     * Asks all of it at once.
     *
     * @param paths absolute; each file system that holds one is told once
     */
    public static Command<HostLoad> ask(List<String> paths) {
        return Command.script(ASK, paths).repeatable().parsedBy(result -> parse(result.text()));
    }

    static HostLoad parse(String text) {
        Map<String, String> said = new HashMap<>();
        List<Filled> disks = new ArrayList<>();
        text.lines().forEach(line -> {
            String[] words = line.split(" ", 4);
            if (words[0].equals("disk")
                    && words.length == 4
                    && words[1].matches("\\d{1,15}")
                    && words[2].matches("\\d{1,15}")) {
                Filled disk = new Filled(words[3], Long.parseLong(words[1]) * KIB, Long.parseLong(words[2]) * KIB);
                if (disks.stream().noneMatch(other -> other.mount().equals(disk.mount()))) {
                    disks.add(disk);
                }
            } else if (words.length == 2) {
                said.put(words[0], words[1]);
            }
        });
        return new HostLoad(
                Instant.ofEpochSecond((long) number(said, "now")),
                number(said, "load"),
                (int) number(said, "processors"),
                ((long) number(said, "MemTotal:")) * KIB,
                ((long) number(said, "MemAvailable:")) * KIB,
                Duration.ofSeconds((long) number(said, "up")),
                disks);
    }

    private static double number(Map<String, String> said, String name) {
        String text = said.getOrDefault(name, "");
        return text.matches("\\d{1,15}(\\.\\d{1,9})?") ? Double.parseDouble(text) : 0;
    }
}
