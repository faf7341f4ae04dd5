package io.deploytodev.checks;

import io.deploytodev.host.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the disks of a host have room for what is to come; pure. What lies on one disk is added up. */
public final class Room {

    private final List<Need> needs;

    public Room(List<Need> needs) {
        this.needs = List.copyOf(needs);
    }

    /**
     * What is to be written.
     *
     * @param path where
     * @param why what it is for, in a few words
     */
    public record Need(String path, Disk disk, long bytes, long inodes, String why) {}

    /** A sentence for each disk that has too little; empty when there is room. */
    public List<String> shortages() {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < needs.size(); i++) {
            Disk disk = needs.get(i).disk();
            if (needs.subList(0, i).stream().noneMatch(earlier -> earlier.disk().is(disk))) {
                sentences.addAll(shortages(
                        disk,
                        needs.stream().filter(need -> need.disk().is(disk)).toList()));
            }
        }
        return sentences;
    }

    private static List<String> shortages(Disk disk, List<Need> here) {
        List<String> sentences = new ArrayList<>();
        String paths = here.stream().map(Need::path).collect(Collectors.joining(" and "));
        String where = paths + " (" + disk.name() + ", mounted at " + disk.mount() + ")";
        long bytes = here.stream().mapToLong(Need::bytes).sum();
        if (disk.freeBytes() < bytes) {
            String parts = here.stream()
                    .map(need -> Amount.of(need.bytes()) + " for " + need.why())
                    .collect(Collectors.joining(", "));
            sentences.add(Amount.of(disk.freeBytes()) + " are free under " + where + ", and " + Amount.of(bytes)
                    + " should be: " + parts + ". " + Amount.of(bytes - disk.freeBytes()) + " are missing.");
        }
        long inodes = here.stream().mapToLong(Need::inodes).sum();
        long free = disk.freeInodes().orElse(Long.MAX_VALUE);
        if (free < inodes) {
            sentences.add(free + " more files can be made under " + where + ", however small (df -i), and " + inodes
                    + " may be needed. " + (inodes - free) + " are missing.");
        }
        return sentences;
    }
}
