package io.deploytodev.checks;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that is wrong, or could be better.
 *
 * @param check the id of the check that found it
 * @param kind how a deploy would fail; empty when it would not
 * @param what one line
 * @param why the evidence; may have several lines
 * @param fix what to do, with the command
 * @param remedy what the doctor itself can do about it
 */
public record Finding(
        String check,
        Severity severity,
        Optional<FailureKind> kind,
        String what,
        String why,
        String fix,
        Optional<Remedy> remedy) {

    /** What a deploy would fail with. */
    public static Finding stops(String check, DeployFailure failure) {
        String why = Stream.concat(Stream.of(failure.why()), failure.evidence().stream())
                .collect(Collectors.joining("\n"));
        return new Finding(
                check,
                Severity.STOPS,
                Optional.of(failure.kind()),
                failure.what(),
                why,
                failure.next(),
                Optional.empty());
    }

    /** The same, in words of its own. */
    public static Finding stops(String check, FailureKind kind, String what, String why, String fix) {
        return stops(check, new DeployFailure(kind, what, why, fix));
    }

    public static Finding hurts(String check, String what, String why, String fix) {
        return new Finding(check, Severity.HURTS, Optional.empty(), what, why, fix, Optional.empty());
    }

    public static Finding advice(String check, String what, String why, String fix) {
        return new Finding(check, Severity.ADVICE, Optional.empty(), what, why, fix, Optional.empty());
    }

    public Finding healedBy(Remedy cure) {
        return new Finding(check, severity, kind, what, why, fix, Optional.of(cure));
    }

    /** The same, as far as anybody may read it. */
    public Finding masked(UnaryOperator<String> mask) {
        return new Finding(check, severity, kind, mask.apply(what), mask.apply(why), mask.apply(fix), remedy);
    }
}
