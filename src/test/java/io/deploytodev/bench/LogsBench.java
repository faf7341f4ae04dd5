package io.deploytodev.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.it.DevHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * P7: follow 100,000 lines of five services, beside Compose on the host. Both read the same logs of the same containers, from
 * their first line on, and go on to follow; the containers still run but have written all of it before, for else the figures
 * would be of how fast the engine takes lines in. The clock runs from the start of the process until the last line is out.
 */
class LogsBench {

    private static final double NANOS = 1e9;
    private static final int LINES_OF_EACH = 20_000;
    private static final int BUFFER_BYTES = 1 << 16;
    private static final Pattern LINE = Pattern.compile("(\\S+) +\\| (\\d+) INFO request handled .* user=42");

    @RegisterExtension
    @Order(1)
    private static final DevHost host = DevHost.forTheClass();

    @RegisterExtension
    @Order(2)
    private static final BurstProject project = new BurstProject(host, LINES_OF_EACH);

    @RegisterExtension
    @Order(3)
    private static final Workstation workstation = new Workstation();

    @Test
    void followHundredThousandLinesOfFiveServices() throws Exception {
        workstation.run(project.config(), "deploy");
        workstation.awaitsItsArchive(project.config());
        project.awaitWritten();
        List<String> compose = Peer.on(host, workstation)
                .remote("docker compose --project-name " + BurstProject.NAME + " logs --follow");
        Rounds.Figures figures = Rounds.inTurns(
                round -> {
                    StringBuilder output = new StringBuilder();
                    double figure =
                            linesASecond(workstation.start(project.config(), "logs", "--follow", "--tail=all"), output);
                    assertEachOnce(output.toString());
                    return figure;
                },
                round -> linesASecond(workstation.begin(compose), new StringBuilder()));
        new Row(
                        "P7",
                        "follow 100,000 lines of five services",
                        "ssh docker compose logs -f",
                        1.0,
                        true,
                        "lines/s",
                        figures.ours(),
                        figures.theirs())
                .write();
    }

    /** Of a process that was just started; it is ended, and what it says up to its end belongs to its output. */
    private static double linesASecond(Process process, StringBuilder text) throws IOException, InterruptedException {
        long start = System.nanoTime();
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        double seconds;
        try (InputStream in = process.getInputStream()) {
            readLines(in, output);
            seconds = (System.nanoTime() - start) / NANOS;
            // By its handle: the process itself would close the stream as well.
            process.toHandle().destroy();
            in.transferTo(output);
        } finally {
            process.destroyForcibly().waitFor();
        }
        text.append(output.toString(StandardCharsets.UTF_8));
        return project.lines() / seconds;
    }

    private static void readLines(InputStream in, ByteArrayOutputStream output) throws IOException {
        byte[] bytes = new byte[BUFFER_BYTES];
        int lines = 0;
        while (lines < project.lines()) {
            int n = in.read(bytes);
            assertThat(n).as("it ended: %s", output).isPositive();
            output.write(bytes, 0, n);
            for (int i = 0; i < n; i++) {
                lines += bytes[i] == '\n' ? 1 : 0;
            }
        }
    }

    /** None is missing, and none comes twice. */
    private static void assertEachOnce(String output) {
        Map<String, Integer> seen = new HashMap<>();
        output.lines().forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                int number = seen.merge(matcher.group(1), 1, Integer::sum);
                assertThat(matcher.group(2)).as(line).isEqualTo(Integer.toString(number));
            }
        });
        assertThat(seen.keySet()).containsExactlyInAnyOrderElementsOf(BurstProject.SERVICES);
        assertThat(seen.values()).containsOnly(project.linesOfEach());
    }
}
