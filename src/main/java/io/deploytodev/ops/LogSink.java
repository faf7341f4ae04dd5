package io.deploytodev.ops;

import java.util.List;

/** Who looks at logs. */
@FunctionalInterface
public interface LogSink {

    /**
     * What comes next.
     *
     * @param items in order; none when for a moment nothing came
     * @return whether somebody still looks
     */
    boolean hear(List<LogItem> items);
}
