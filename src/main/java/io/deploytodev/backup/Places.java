package io.deploytodev.backup;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.regex.Pattern;

/**
 * Whether the places that an archive names are such as a backup writes down. Its files are written by root, and a place is a part
 * of what the engine is told to mount: no archive may lead either of them elsewhere.
 */
final class Places {

    /** As the engine allows it. */
    private static final Pattern VOLUME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    /** As Compose allows it. */
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]+");

    /** A comma or a quote would end a part of a mount's description. */
    private static final Pattern PATH = Pattern.compile("/[^,\"'\\p{Cntrl}]*");

    private Places() {}

    static void requireSound(Manifest manifest) {
        for (Member member : manifest.members()) {
            if (member.kind() == Member.Kind.VOLUME) {
                require(KEY, member.name());
                require(VOLUME, member.place());
            }
        }
        for (Server server : manifest.servers()) {
            requireIfAny(KEY, server.volume());
            requireIfAny(PATH, server.destination());
            requireIfAny(PATH, server.data());
        }
    }

    private static void requireIfAny(Pattern pattern, String text) {
        if (!text.isEmpty()) {
            require(pattern, text);
        }
    }

    private static void require(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new DeployFailure(
                    FailureKind.HOST,
                    "The archive names a place that no backup has: " + text + ".",
                    "The names of volumes hold letters, digits, _, . and - only, and directories in a container are absolute,"
                            + " without commas and quotes.",
                    "Take another one: deploy-to-dev backup list. Nothing was touched.");
        }
    }
}
