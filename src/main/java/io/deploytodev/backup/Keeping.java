package io.deploytodev.backup;

import io.deploytodev.release.HostTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Which archives stay, by count and age; pure. The newest one stays always: an old backup is better than none.
 *
 * @param count so many
 * @param days and none that is older; empty for no such limit
 */
public record Keeping(int count, OptionalInt days) {

    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z-\\d+");

    /**
     * Those that go.
     *
     * @param archives the newest first; what this tool did not name is left alone
     * @param now by the clock that named them
     */
    public List<Archive> superfluous(List<Archive> archives, Instant now) {
        List<Archive> own =
                archives.stream().filter(archive -> isId(archive.id())).toList();
        List<Archive> superfluous = new ArrayList<>();
        for (int i = 1; i < own.size(); i++) {
            if (i >= count || isTooOld(own.get(i), now)) {
                superfluous.add(own.get(i));
            }
        }
        return superfluous;
    }

    private boolean isTooOld(Archive archive, Instant now) {
        return days.isPresent()
                && time(archive.id())
                        .filter(at -> at.plus(Duration.ofDays(days.getAsInt())).isBefore(now))
                        .isPresent();
    }

    /** Whether it looks like the id of an archive; nothing else does by chance. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** When an archive of this id was begun. */
    public static Optional<Instant> time(String id) {
        return isId(id) ? HostTime.parse(id.substring(0, id.indexOf('-'))) : Optional.empty();
    }
}
