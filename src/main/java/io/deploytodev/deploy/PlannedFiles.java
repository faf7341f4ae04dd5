package io.deploytodev.deploy;

import io.deploytodev.event.PlannedAction;
import io.deploytodev.event.PlannedAction.Area;
import io.deploytodev.event.PlannedAction.Kind;
import io.deploytodev.sync.Delta;
import io.deploytodev.sync.TreeEntry;
import io.deploytodev.sync.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a sync would do, in a few words. */
final class PlannedFiles {

    /** More than these nobody reads in one line. */
    private static final int MOST_NAMES = 5;

    private static final double KIB = 1024;

    private PlannedFiles() {}

    static List<PlannedAction> of(Delta delta) {
        List<PlannedAction> actions = new ArrayList<>();
        List<String> send = delta.upload().stream()
                .map(TreeEntry::path)
                .map(TreePath::toString)
                .toList();
        List<String> remove = delta.remove().stream().map(TreePath::toString).toList();
        if (!send.isEmpty()) {
            actions.add(action(
                    Kind.SEND, send, String.format(Locale.ROOT, "new or changed, %.1f KiB", delta.bytes() / KIB)));
        }
        if (!remove.isEmpty()) {
            actions.add(action(Kind.REMOVE, remove, "not in the tree any more"));
        }
        return actions;
    }

    private static PlannedAction action(Kind kind, List<String> names, String cause) {
        return new PlannedAction(
                Area.FILES, kind, names.subList(0, Math.min(MOST_NAMES, names.size())), names.size(), cause, true);
    }
}
