package io.deploytodev.failure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure that is meant for the user: what happened, why, what to do next, and the evidence.
 *
 * <p>No part of it may hold a secret: it is printed, recorded and sent on.
 */
public final class DeployFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final FailureKind kind;
    private final String why;
    private final String next;
    private final String nextOnceGone;
    private final transient List<String> evidence;
    private final transient List<Problem> problems;

    public DeployFailure(FailureKind kind, String what, String why, String next) {
        this(kind, what, why, next, List.of(), null);
    }

    /**
     * @param what one line: what did not work
     * @param why the cause as far as it is known; may have several lines
     * @param next what the user can do, preferably a command
     * @param evidence lines that show it: the last log lines, the last answer
     * @param cause the exception behind it, shown with {@code --debug} only
     */
    public DeployFailure(
            FailureKind kind, String what, String why, String next, List<String> evidence, @Nullable Throwable cause) {
        this(kind, what, why, next, next, evidence, List.of(), cause);
    }

    private DeployFailure(
            FailureKind kind,
            String what,
            String why,
            String next,
            String nextOnceGone,
            List<String> evidence,
            List<Problem> problems,
            @Nullable Throwable cause) {
        super(what, cause);
        this.kind = kind;
        this.why = why;
        this.next = next;
        this.nextOnceGone = nextOnceGone;
        this.evidence = List.copyOf(evidence);
        this.problems = List.copyOf(problems);
    }

    /** The same, with each single thing that is wrong; {@code why} has said them in words. */
    public DeployFailure with(List<Problem> single) {
        return new DeployFailure(kind, what(), why, next, nextOnceGone, evidence, single, getCause());
    }

    /** The same, with what the user can do when what failed is not there any more to be looked at. */
    public DeployFailure onceGone(String otherNext) {
        return new DeployFailure(kind, what(), why, next, otherNext, evidence, problems, getCause());
    }

    public FailureKind kind() {
        return kind;
    }

    public String what() {
        return String.valueOf(getMessage());
    }

    public String why() {
        return why;
    }

    public String next() {
        return next;
    }

    /** What to do next when what failed has been put back meanwhile. */
    public String nextOnceGone() {
        return nextOnceGone;
    }

    public List<String> evidence() {
        return evidence;
    }

    /** One by one, for programs: an editor that jumps to the line. Empty when the failure is one thing. */
    public List<Problem> problems() {
        return problems;
    }

    /**
     * One thing that is wrong with a file.
     *
     * @param file empty when it is about no file
     * @param line counted from 1; 0 for the file as a whole
     */
    public record Problem(String file, int line, String message) {}
}
