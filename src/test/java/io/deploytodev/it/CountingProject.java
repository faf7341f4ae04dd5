package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Services that do nothing but count, in both streams by turns. Each life of each container counts from 0, and says at its end
 * how far it came: so what was seen of it can be told to be all of it, once, in order.
 */
final class CountingProject {

    /** Writes in bursts, as services do. A signal ends it between two of them, when what it counted is what it wrote. */
    private static final String COUNT = "life=$$(hostname)-$$(date +%s%N); n=0; stop=0; trap 'stop=1' TERM;"
            + " while [ $$stop = 0 ]; do i=0; while [ $$i -lt 50 ]; do echo $$life $$n; echo $$life $$((n + 1)) >&2;"
            + " n=$$((n + 2)); i=$$((i + 1)); done; sleep 0.1; done; echo $$life end $$n";

    private CountingProject() {}

    /** Its compose file; another {@code version} recreates all. */
    static String compose(List<String> services, String version) {
        StringBuilder text = new StringBuilder("services:\n");
        for (String service : services) {
            text.append("""
                      %s:
                        image: %s
                        stop_grace_period: 5s
                        environment: {VERSION: "%s"}
                        entrypoint: ["sh", "-c", "%s"]
                    """.formatted(service, QuickProject.IMAGE, version, COUNT));
        }
        return text.toString();
    }

    /** Which lives came to their end in what was seen, each of its lines once, and in its order. */
    static Set<String> wholeLives(List<String> lines) {
        Map<String, long[]> next = new HashMap<>();
        Set<String> whole = new HashSet<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            assertThat(words.length).as("a line of its own: %s", line).isBetween(2, 3);
            // Of each stream the next; which of the two comes first, the engine does not promise.
            long[] due = next.computeIfAbsent(words[0], life -> new long[] {0, 1});
            if (words[1].equals("end")) {
                long end = Long.parseLong(words[2]);
                assertThat(due[0])
                        .as("the last of %s, which came to %d", words[0], end)
                        .isEqualTo(end);
                assertThat(whole.add(words[0]))
                        .as("the end of %s once", words[0])
                        .isTrue();
            } else {
                long number = Long.parseLong(words[1]);
                int stream = (int) (number % 2);
                assertThat(number).as("the next of %s", words[0]).isEqualTo(due[stream]);
                due[stream] += 2;
            }
        }
        for (String life : whole) {
            assertThat(next.get(life)[1]).as("the last error of %s", life).isEqualTo(next.get(life)[0] + 1);
        }
        assertThat(whole).as("all lives ended").isEqualTo(next.keySet());
        return whole;
    }
}
