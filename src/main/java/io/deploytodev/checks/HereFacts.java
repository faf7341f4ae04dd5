package io.deploytodev.checks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What lies on this machine, as far as it bears on secrets.
 *
 * @param directory the tree's root
 * @param tracked files that git tracks and that may hold secrets, to what they hold
 * @param untracked environment files that git neither tracks nor ignores, relative to the root
 * @param open environment files that others on this machine may read
 * @param openKeys private keys that others may read
 */
public record HereFacts(
        Path directory, Map<Path, String> tracked, List<String> untracked, List<Path> open, List<Path> openKeys) {

    public HereFacts {
        tracked = Map.copyOf(tracked);
        untracked = List.copyOf(untracked);
        open = List.copyOf(open);
        openKeys = List.copyOf(openKeys);
    }

    /** Never what the files hold. */
    @Override
    public String toString() {
        return "what lies in " + directory;
    }
}
