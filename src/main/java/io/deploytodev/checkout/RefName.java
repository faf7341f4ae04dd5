package io.deploytodev.checkout;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a user calls a commit: {@code origin/main}, {@code main}, {@code v1.2}, {@code refs/tags/v1.2}, {@code 1a2b3c4}.
 *
 * @param remote the remote that its first words name; empty when they name none
 * @param name the rest: a branch, a tag or a commit of that remote, never of this machine
 */
record RefName(Optional<String> remote, String name) {

    /** Git forbids more of them than this allows; no branch needs the rest. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._/+@=#,-]*");

    /** Git's own rules ({@code git check-ref-format}), as far as the pattern leaves something open. */
    private static final Pattern FORBIDDEN = Pattern.compile("\\.\\.|//|@\\{|/\\.|\\.lock(/|$)|[./]$|^@$");

    /** As few digits as git takes for a commit by default, and as many as its longest hash has. */
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,64}");

    private static final int SHA1 = 40;
    private static final int SHA256 = 64;
    private static final int LONGEST = 250;

    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /**
     * Reads it.
     *
     * @param remotes the names of the remotes that there are; the longest that fits is meant
     * @throws DeployFailure of kind USAGE when git could take it for something else than a ref
     */
    static RefName parse(String text, Collection<String> remotes) {
        if (text.length() > LONGEST
                || !PLAIN.matcher(text).matches()
                || FORBIDDEN.matcher(text).find()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--ref takes no " + shown(text) + ".",
                    "A ref begins with a letter or a digit, and goes on with letters, digits and ._/+@=#,- as git allows them.",
                    "Name a branch, a tag or a commit of the remote: --ref origin/main, --ref v1.2, --ref 1a2b3c4");
        }
        Optional<String> remote = remotes.stream()
                .filter(each -> text.startsWith(each + "/"))
                .max(Comparator.comparingInt(String::length));
        RefName ref = new RefName(
                remote, remote.map(each -> text.substring(each.length() + 1)).orElse(text));
        if (ref.name.equals("HEAD") || ref.name.equals("FETCH_HEAD") || remotes.contains(text)) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "--ref takes no " + text + ".",
                    "It does not say which branch, tag or commit of the remote is meant.",
                    "Name one: --ref "
                            + remote.or(() -> remotes.stream().sorted().findFirst())
                                    .map(each -> each + "/")
                                    .orElse("") + "main");
        }
        return ref;
    }

    /** The names on the remote that it may stand for. */
    List<String> candidates() {
        return name.startsWith("refs/") ? List.of(name) : List.of(BRANCHES + name, TAGS + name);
    }

    /** Whether it may be the hash of a commit, or the beginning of one. */
    boolean mayBeCommit() {
        return COMMIT.matcher(name).matches();
    }

    boolean isWholeHash() {
        return mayBeCommit() && (name.length() == SHA1 || name.length() == SHA256);
    }

    /** The branch's own name; empty for what is none. */
    static String branch(String fullName) {
        return fullName.startsWith(BRANCHES) ? fullName.substring(BRANCHES.length()) : "";
    }

    /** Where the remote's ref is kept here. */
    static String kept(String fullName) {
        return fullName.startsWith(BRANCHES) ? "refs/remotes/origin/" + branch(fullName) : fullName;
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", "?");
        return "\"" + (plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "...") + "\"";
    }

    @Override
    public String toString() {
        return remote.map(each -> each + "/").orElse("") + name;
    }
}
