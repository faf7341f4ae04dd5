package io.deploytodev.docker;

/**
 * What is asked of the engine about the log of one container. Times are nanoseconds since 1970, by the dev host's clock, and
 * what was written at that very time belongs to it; 0 stands for none.
 *
 * @param follow whether the answer goes on until the container ends
 * @param tail how many of the last pieces; {@link #ALL} for all
 */
public record LogQuery(String containerId, boolean follow, int tail, long since, long until) {

    public static final int ALL = -1;

    private static final long SECOND = 1_000_000_000L;

    /** In the oldest version that is spoken at all, so that the answer has one shape. */
    String path() {
        StringBuilder path = new StringBuilder("/v1.44/containers/")
                .append(containerId)
                .append("/logs?stdout=1&stderr=1&timestamps=1&tail=")
                .append(tail == ALL ? "all" : tail);
        if (follow) {
            path.append("&follow=1");
        }
        if (since > 0) {
            path.append("&since=").append(seconds(since));
        }
        if (until > 0) {
            path.append("&until=").append(seconds(until));
        }
        return path.toString();
    }

    /** As the engine reads a time: seconds, and after the point always nine digits. */
    static String seconds(long nanos) {
        return String.format("%d.%09d", nanos / SECOND, nanos % SECOND);
    }
}
