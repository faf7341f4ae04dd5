package io.deploytodev.docker;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a version; what a distribution hangs on to them ({@code 2.40.3-3}, {@code 26.1.5+dfsg1}) is left out. */
record VersionNumber(int major, int minor, int patch) implements Comparable<VersionNumber> {

    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?(?:\\D.*)?");

    /** Empty when the text does not begin with two numbers. */
    static Optional<VersionNumber> of(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String patch = matcher.group(3);
        return Optional.of(new VersionNumber(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch)));
    }

    /** As people say it: without the last number. */
    String shortly() {
        return major + "." + minor;
    }

    @Override
    public int compareTo(VersionNumber other) {
        return Comparator.comparingInt(VersionNumber::major)
                .thenComparingInt(VersionNumber::minor)
                .thenComparingInt(VersionNumber::patch)
                .compare(this, other);
    }
}
