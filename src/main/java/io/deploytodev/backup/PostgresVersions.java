package io.deploytodev.backup;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Optional;

/** Whether a Postgres can read what another one left; pure. All versions are major ones. */
public final class PostgresVersions {

    private PostgresVersions() {}

    /** Why it cannot read the other's files: those only the very same major version does. */
    public static Optional<DeployFailure> ofFiles(String service, String now, String then) {
        return now.equals(then)
                ? Optional.empty()
                : Optional.of(unreadable(
                        service,
                        now,
                        then,
                        "The archive holds its files, and those only Postgres " + then + " reads."));
    }

    /** Why it cannot read the other's dump: no older one can be relied on to do that. */
    public static Optional<DeployFailure> ofDump(String service, String now, String then) {
        return number(now) >= number(then)
                ? Optional.empty()
                : Optional.of(unreadable(
                        service,
                        now,
                        then,
                        "The archive holds a dump of Postgres " + then
                                + ", and an older one cannot be relied on to read that."));
    }

    private static int number(String version) {
        return version.matches("\\d{1,4}") ? Integer.parseInt(version) : 0;
    }

    private static DeployFailure unreadable(String service, String now, String then, String why) {
        return new DeployFailure(
                FailureKind.HOST,
                service + " runs Postgres " + now + ", and the archive is of Postgres " + then + ".",
                why,
                "Deploy the version that it was taken with, restore, and upgrade from there; or restore beside it: --as NAME."
                        + " Nothing was touched.");
    }
}
