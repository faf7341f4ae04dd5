package io.deploytodev.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ExecRequestTest {

    @Test
    void wordsStayTheWordsThatTheyAre() {
        ExecRequest request = new ExecRequest(
                List.of("sh", "-c", "echo \"$1\" 'x'", "ü\n"),
                Optional.empty(),
                Optional.of("1000:1000"),
                Optional.of("/tmp/a b"),
                List.of("A=b=c"));
        assertThat(ContainerSession.createBody(request).toString())
                .contains("\"Cmd\":[\"sh\",\"-c\",\"echo \\\"$1\\\" 'x'\",\"ü\\n\"]", "\"Env\":[\"A=b=c\"]")
                .contains("\"User\":\"1000:1000\"", "\"WorkingDir\":\"/tmp/a b\"", "\"Tty\":false");
        assertThat(ContainerSession.startBody(request)).hasToString("{\"Detach\":false,\"Tty\":false}");
    }

    @Test
    void aTerminalHasItsSizeFromTheFirst() {
        ExecRequest request = ExecRequest.of(List.of("bash")).on(new TerminalSize(24, 80));
        assertThat(ContainerSession.createBody(request).toString()).contains("\"Tty\":true");
        assertThat(ContainerSession.startBody(request))
                .hasToString("{\"Detach\":false,\"Tty\":true,\"ConsoleSize\":[24,80]}");
    }

    @Test
    void theNumberInsideIsTheLastOfThoseInNestedNamespaces() {
        Command<OptionalLong> command = ContainerCommands.numberInside(1188);
        assertThat(command.argv()).contains("/proc/1188/status");
        assertThat(parsed(command, "37\n")).hasValue(37);
        assertThat(parsed(command, "")).isEmpty();
    }

    private static OptionalLong parsed(Command<OptionalLong> command, String output) {
        return command.parser().parse(new CommandResult(0, output.getBytes(StandardCharsets.UTF_8), ""));
    }
}
