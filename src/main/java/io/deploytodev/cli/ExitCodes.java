package io.deploytodev.cli;

import io.deploytodev.failure.FailureKind;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** All codes that the program ends with, each with what it says; the one source of help, man page and README. */
final class ExitCodes {

    private static final String DONE = "nothing: it went as it should";

    private ExitCodes() {}

    /** Code to what failed, in ascending order. */
    static Map<Integer, String> all() {
        Map<Integer, String> codes = new LinkedHashMap<>();
        codes.put(0, DONE);
        Arrays.stream(FailureKind.values())
                .sorted(Comparator.comparingInt(FailureKind::exitCode))
                .forEach(kind -> codes.put(kind.exitCode(), kind.words()));
        return codes;
    }
}
