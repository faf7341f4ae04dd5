package io.deploytodev.host;

/** Who on a host may use what a command leaves there. Never everybody: much of it holds secrets. */
public enum Sharing {
    /** The account alone. */
    OWNER("077", "022"),
    /** The accounts of the directory's group, which setgid directories hand on. */
    GROUP("007", "002");

    private final String umask;
    private final String treeUmask;

    Sharing(String umask, String treeUmask) {
        this.umask = umask;
        this.treeUmask = treeUmask;
    }

    /** For what the tool keeps. */
    public String umask() {
        return umask;
    }

    /** For the source tree, which containers read under accounts of their own. */
    public String treeUmask() {
        return treeUmask;
    }
}
