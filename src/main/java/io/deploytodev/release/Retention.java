package io.deploytodev.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which releases stay on the host; pure. Kept are the newest ones that served, the one that runs, and the one that a
 * rollback would return to; of what failed, and of rollbacks, the newest records.
 *
 * @param kept those that stay, the newest first
 * @param removed those that go
 */
public record Retention(List<Release> kept, List<Release> removed) {

    /** Enough for a bad week, and little enough for a small disk. */
    static final int NEWEST = 5;

    /** They hold no tree, and say what happened. */
    static final int RECORDS = 10;

    /** Whatever stands in a record, nothing but a directory of ours is removed for it. */
    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z-[A-Za-z0-9][A-Za-z0-9._-]*");

    public Retention {
        kept = List.copyOf(kept);
        removed = List.copyOf(removed);
    }

    public static Retention of(History history) {
        Set<Release> kept = new LinkedHashSet<>();
        history.good().stream().limit(NEWEST).forEach(kept::add);
        history.running().ifPresent(kept::add);
        history.before().ifPresent(kept::add);
        history.releases().stream()
                .filter(release -> !release.isGood())
                .limit(RECORDS)
                .forEach(kept::add);
        List<Release> removed = new ArrayList<>(history.releases());
        removed.removeAll(kept);
        removed.removeIf(release -> !isReleaseId(release.id()));
        List<Release> all = new ArrayList<>(history.releases());
        all.removeAll(removed);
        return new Retention(all, removed);
    }

    /** Whether it looks like the id of a release; nothing else does by chance. */
    static boolean isReleaseId(String text) {
        return ID.matcher(text).matches();
    }

    /** The digests of the trees that releases still need which can be returned to. */
    public Set<String> trees() {
        Set<String> trees = new LinkedHashSet<>();
        kept.stream().filter(Release::isGood).map(Release::treeDigest).forEach(trees::add);
        trees.remove("");
        return trees;
    }
}
