package io.deploytodev.checks;

import java.util.List;

/**
 * One thing that a doctor looks at; pure.
 *
 * @param <F> the facts that it judges
 */
public interface Check<F> {

    /** Its name for programs; it never changes. */
    String id();

    /** What is well when it finds nothing, in a few words. */
    String well();

    /** What it finds; nothing when all is well. */
    List<Finding> look(F facts);
}
