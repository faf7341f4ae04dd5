package io.deploytodev.release;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is about to change on a host, written there before it does. It goes when the run is over; one that is found
 * later was left by a client that died. Holds no secrets.
 *
 * @param schema version of this shape
 * @param number of the lock
 * @param verb {@code deploy} or {@code rollback}
 * @param release id of the record that the run makes
 * @param target the release that a rollback returns to; else empty
 * @param from the release that ran when it began; empty before the first
 * @param who user and machine
 * @param since by the host's clock, {@code 20260131T235959Z}
 * @param step that changes something now, or did so last
 * @param tree whether the source tree is changed
 * @param treeSince since when it may be another one than that of {@code from}, by the host's clock; empty when it is not, or
 *     when that is not known
 * @param services whose containers are changed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Intent(
        int schema,
        long number,
        String verb,
        String release,
        String target,
        String from,
        String who,
        String since,
        String commit,
        String branch,
        boolean dirty,
        String step,
        boolean tree,
        String treeSince,
        List<String> services) {

    /** The shape that this version writes. */
    public static final int SCHEMA = 1;

    static final String ROLLBACK = "rollback";

    /** Of one that cannot be read: whatever was changed is put back. */
    static final Intent UNREADABLE = new Intent(
            SCHEMA,
            0,
            "deploy",
            "",
            "",
            "",
            "somebody",
            "",
            "",
            "",
            false,
            "a step that is not known",
            true,
            "",
            List.of("services that are not known"));

    public Intent {
        services = List.copyOf(services);
    }

    /** The same, further on. */
    public Intent at(String nextStep, Optional<Instant> otherTreeSince, List<String> touched) {
        return new Intent(
                schema,
                number,
                verb,
                release,
                target,
                from,
                who,
                since,
                commit,
                branch,
                dirty,
                nextStep,
                otherTreeSince.isPresent(),
                otherTreeSince.map(HostTime::of).orElse(""),
                touched);
    }

    /** Whether {@link #at} would make no other of it. */
    public boolean isAt(String nextStep, Optional<Instant> otherTreeSince, List<String> touched) {
        return step.equals(nextStep)
                && tree == otherTreeSince.isPresent()
                && treeSince.equals(otherTreeSince.map(HostTime::of).orElse(""))
                && services.equals(touched);
    }

    /**
     * Whether what it announces is not done: a deploy's record was made, and only its intent was left, when its release runs.
     *
     * @param current id of the release that runs; empty before the first
     */
    public boolean isOpen(String current) {
        return isReturn() || !release.equals(current);
    }

    /** When this run began. */
    public Instant began() {
        return instant(since);
    }

    /**
     * Since when the tree may be another one than that of the release which ran; empty when it is the same.
     */
    public Optional<Instant> otherTreeSince() {
        return tree ? Optional.of(instant(treeSince)) : Optional.empty();
    }

    /** What cannot be read was long ago. */
    private static Instant instant(String time) {
        return HostTime.parse(time).orElse(Instant.EPOCH);
    }

    public boolean isReturn() {
        return verb.equals(ROLLBACK);
    }

    /** {@code ada@laptop's deploy 7 of 2026-01-31 23:59:59 UTC was cut off in services}. */
    public String cutOff() {
        return who + "'s " + verb + (number == 0 ? "" : " " + number)
                + (since.isEmpty()
                        ? ""
                        : " of " + AuditEntry.iso(since).replace('T', ' ').replace("Z", " UTC"))
                + " was cut off in " + step;
    }

    /** As it stands in the list of releases, while it runs or after it was cut off. */
    public Release asRelease(String project, String outcome) {
        return new Release(
                Release.SCHEMA,
                release,
                project,
                since,
                who,
                commit,
                branch,
                dirty,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                outcome,
                new Release.Run(
                        verb,
                        target,
                        0,
                        services.stream().map(service -> service + ": begun").toList(),
                        outcome.equals(AuditEntry.CUT_OFF) ? "cut off in " + step : "now in " + step));
    }

    /** As it stands in the audit after it was cut off. */
    public AuditEntry asAudit() {
        return new AuditEntry(
                AuditEntry.SCHEMA,
                AuditEntry.iso(since),
                who,
                verb,
                number,
                release,
                AuditEntry.CUT_OFF,
                0,
                "cut off in " + step + (services.isEmpty() ? "" : ", with " + String.join(", ", services) + " begun"));
    }
}
