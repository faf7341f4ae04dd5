package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.docker.LoggedContainer;
import io.deploytodev.ops.LogItem;
import io.deploytodev.ops.LogLine;
import io.deploytodev.ops.LogNote;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTextTest {

    private static final long AT = 1795268481188010330L;
    private static final LogText.Look PIPE = new LogText.Look(false, false, false, true);
    private static final LogText.Look TERMINAL = new LogText.Look(true, true, false, true);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    private final StringWriter err = new StringWriter();

    @Test
    void eachLineStandsBehindItsServicesName() {
        LogText text = text(PIPE);
        text.align(List.of("web", "worker"));
        text.hear(List.of(line("web", 1, "hello"), line("worker", 1, ""), line("worker", 2, "two")));
        assertThat(shown()).isEqualTo("web    | hello\nworker | \nworker-2 | two\n");
    }

    @Test
    void timesHaveNineDigitsAlways() {
        text(new LogText.Look(false, false, true, false))
                .hear(List.of(
                        line("web", 1, "hello"),
                        new LogLine(web(1), false, 5, "early".getBytes(StandardCharsets.UTF_8), false)));
        assertThat(shown()).isEqualTo("2026-11-21T13:41:21.188010330Z hello\n1970-01-01T00:00:00.000000005Z early\n");
    }

    @Test
    void eachServiceHasAColourOfItsOwnAndAllItsReplicasTheSame() {
        text(TERMINAL).hear(List.of(line("web", 1, "a"), line("db", 1, "b"), line("web", 2, "c")));
        assertThat(shown())
                .isEqualTo("\u001b[36mweb |\u001b[0m a\n\u001b[33mdb |\u001b[0m b\n\u001b[36mweb-2 |\u001b[0m c\n");
    }

    @Test
    void onATerminalNothingSteersItButColours() {
        text(TERMINAL)
                .hear(List.of(line(
                        "web", 1, "\u001b]0;mine\u0007 \u001b[2J \u001b[32mok\u001b[0m\t10%\r20% é \u202e\u0085")));
        assertThat(shown())
                .endsWith("\\x1b]0;mine\\x07 \\x1b[2J \u001b[32mok\u001b[0m\t10%\\x0d20% é \\u202e\\x85\u001b[0m\n");
    }

    @Test
    void onATerminalWithoutColoursTheServicesOwnGoToo() {
        text(new LogText.Look(true, false, false, true)).hear(List.of(line("web", 1, "\u001b[32mok\u001b[0m")));
        assertThat(shown()).isEqualTo("web | ok\n");
    }

    @Test
    void bytesThatAreNoTextAreShownAsNumbersOnATerminalAndAsTheyAreElsewhere() {
        byte[] binary = {'a', (byte) 0xff, 0, (byte) 0xc3, 'b'};
        LogItem line = new LogLine(web(1), false, AT, binary, false);
        text(TERMINAL).hear(List.of(line));
        assertThat(shown()).endsWith(" a\\xff\\x00\\xc3b\n");
        bytes.reset();
        text(new LogText.Look(false, false, false, false)).hear(List.of(line));
        assertThat(bytes.toByteArray()).startsWith(binary).hasSize(binary.length + 1);
    }

    @Test
    void aGapIsToldAmongTheLinesAndTheRestBesideThem() {
        text(PIPE)
                .hear(List.of(
                        line("web", 1, "a"),
                        new LogNote(web(1), LogNote.Kind.GAP, AT, "lines are missing"),
                        new LogNote(web(1), LogNote.Kind.ENDED, AT, "ended with exit code 3"),
                        line("web", 1, "b")));
        assertThat(shown()).isEqualTo("web | a\n--- web: lines are missing ---\nweb | b\n");
        assertThat(err.toString()).isEqualTo("--- web: ended with exit code 3 ---" + System.lineSeparator());
    }

    @Test
    void aLineThatIsCutSaysSo() {
        text(PIPE).hear(List.of(new LogLine(web(1), true, AT, "long".getBytes(StandardCharsets.UTF_8), true)));
        assertThat(shown()).isEqualTo("web | long [cut: the line is longer than 1 MiB]\n");
    }

    @Test
    void whenNobodyReadsAnyMoreItIsEnough() {
        PrintStream closed = new PrintStream(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        });
        LogText text = new LogText(closed, new PrintWriter(err), PIPE);
        assertThat(text.hear(List.of(line("web", 1, "a")))).isFalse();
        assertThat(new LogJson(closed).hear(List.of(line("web", 1, "a")))).isFalse();
        assertThat(text(PIPE).hear(List.of())).isTrue();
    }

    @Test
    void forProgramsEachLineIsAnObject() {
        new LogJson(out)
                .hear(List.of(
                        line("web", 1, "say \"hi\"\u0007"),
                        new LogLine(web(2), true, AT, new byte[] {(byte) 0xff, 'a'}, true),
                        new LogNote(web(1), LogNote.Kind.GAP, 0, "lines are missing")));
        assertThat(shown()).isEqualTo("""
                {"schema":1,"type":"line","service":"web","container":"shop-web-1","time":"2026-11-21T13:41:21.188010330Z",\
                "stream":"stdout","line":"say \\"hi\\"\\u0007","base64":"","cut":false}
                {"schema":1,"type":"line","service":"web","container":"shop-web-2","time":"2026-11-21T13:41:21.188010330Z",\
                "stream":"stderr","line":"","base64":"/2E=","cut":true}
                {"schema":1,"type":"gap","service":"web","container":"shop-web-1","time":"","message":"lines are missing"}
                """);
    }

    private LogText text(LogText.Look look) {
        return new LogText(out, new PrintWriter(err), look);
    }

    private String shown() {
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static LogLine line(String service, int number, String text) {
        LoggedContainer container =
                new LoggedContainer(service + number, "shop-" + service + "-" + number, service, number, true);
        return new LogLine(container, false, AT, text.getBytes(StandardCharsets.UTF_8), false);
    }

    private static LoggedContainer web(int number) {
        return new LoggedContainer("web" + number, "shop-web-" + number, "web", number, true);
    }
}
