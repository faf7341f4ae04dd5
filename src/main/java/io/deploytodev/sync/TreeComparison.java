package io.deploytodev.sync;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the tree on the host will be, and what has to be done for that.
 *
 * @param directory where the tree lies on the host
 * @param wanted what it will hold; empty when it stays as it is
 * @param isToBeWritten whether the host has to be told something, be it only what the tree holds
 * @param keepsOthers whether files of the host's own may stay there beside it
 * @param digest SHA-256 in hex over names, modes and content of the tree as it will be
 * @param patch how the lists change that the host keeps; empty when they are to be made anew
 */
public record TreeComparison(
        String directory,
        Manifest wanted,
        Delta delta,
        boolean isToBeWritten,
        boolean keepsOthers,
        String digest,
        Optional<ListPatch> patch) {

    private static final Delta NOTHING = new Delta(List.of(), List.of(), List.of());

    private static final int MOST_LINKS = 8;

    static TreeComparison asItIs(String directory, String digest) {
        return new TreeComparison(directory, new Manifest(List.of()), NOTHING, false, true, digest, Optional.empty());
    }

    static TreeComparison same(String directory, Manifest wanted, String digest) {
        return new TreeComparison(directory, wanted, NOTHING, false, false, digest, Optional.empty());
    }

    /** What a sync did that found this to be done. */
    public TreeSync.Report report() {
        return new TreeSync.Report(
                wanted.entries().size(), delta.upload().size(), delta.remove().size(), delta.bytes(), digest);
    }

    /** What will be at an absolute path of the host. */
    public Outlook outlook(String place) {
        String inside = directory + "/";
        return place.startsWith(inside)
                ? TreePath.normalized(TreePath.bytesOf(place.substring(inside.length())))
                        .map(path -> outlook(path, 0))
                        .orElse(Outlook.ASK)
                : Outlook.ASK;
    }

    private Outlook outlook(TreePath path, int links) {
        TreeEntry entry = wanted.entries().get(path);
        if (entry != null && entry.type() == TreeEntry.Type.FILE) {
            return new Outlook(Outlook.Kind.FILE, entry.content());
        }
        if (entry != null && entry.type() == TreeEntry.Type.SYMLINK) {
            return links < MOST_LINKS && !entry.content().startsWith("/")
                    ? TreePath.normalized(path.bytes() + "/../" + entry.content())
                            .map(target -> outlook(target, links + 1))
                            .orElse(Outlook.ASK)
                    : Outlook.ASK;
        }
        if (entry != null || wanted.directories().contains(path)) {
            return new Outlook(Outlook.Kind.DIRECTORY, "");
        }
        Set<TreePath> gone = new HashSet<>(delta.remove());
        gone.addAll(delta.removeDirectories());
        return gone.contains(path) ? new Outlook(Outlook.Kind.ABSENT, "") : Outlook.ASK;
    }

    /**
     * What will be at a place.
     *
     * @param content SHA-256 in hex of a file
     */
    public record Outlook(Kind kind, String content) {

        static final Outlook ASK = new Outlook(Kind.ASK_HOST, "");

        /** The kinds of things that can be there. */
        public enum Kind {
            FILE,
            DIRECTORY,
            ABSENT,
            /** The place is the host's own: whatever is there now will be there. */
            ASK_HOST
        }
    }
}
