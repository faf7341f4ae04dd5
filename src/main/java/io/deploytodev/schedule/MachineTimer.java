package io.deploytodev.schedule;

import java.util.List;

/** A way in which a machine starts something each minute, set up for one configuration. */
interface MachineTimer {

    /** As the user names it. */
    String name();

    /** Whether this machine has it. */
    boolean isAvailable();

    /** Whether it is set up. */
    boolean isInstalled();

    /** Sets it up, or anew; can be done twice. */
    List<Written> install();

    /** Takes it away, and nothing else; says what. */
    List<String> remove();

    /** What keeps it from working although it is set up, each with what to do. */
    List<String> troubles();

    /**
     * Something that was written.
     *
     * @param where the file, or whose it is
     * @param isNew whether something else stood there, or nothing
     */
    record Written(String where, String text, boolean isNew) {}
}
