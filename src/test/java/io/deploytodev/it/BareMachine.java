package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A machine that knows a dev host by its SSH configuration alone, as {@code dev}: the program runs in an empty directory, with
 * an environment that says nothing, and no other programs but {@code stty}, which sets up terminals, and an {@code ssh} that
 * reads that configuration.
 */
final class BareMachine {

    private final Path directory;
    private final Path home;
    private final Path empty;
    private final Path bin;

    private BareMachine(Path directory) throws IOException {
        this.directory = directory;
        this.home = directory.resolve("home");
        this.empty = Files.createDirectories(directory.resolve("empty"));
        this.bin = Files.createDirectories(directory.resolve("bin"));
        Files.createDirectories(home.resolve(".ssh"));
        Path stty = bin.resolve("stty");
        if (!Files.exists(stty)) {
            Files.createSymbolicLink(stty, Path.of("/usr/bin/stty"));
        }
    }

    static BareMachine thatKnows(DevHost host, Path directory) throws IOException {
        BareMachine machine = new BareMachine(directory);
        Path config = machine.home.resolve(".ssh/config");
        Files.writeString(config, """
                Host dev
                  HostName %s
                  Port %d
                  User deploy
                  IdentityFile %s
                  UserKnownHostsFile %s
                """.formatted(host.address(), host.sshPort(), host.identity(), host.knownHosts()));
        return machine;
    }

    /** Has an OpenSSH client, too. It looks for its configuration where the account lies, not where HOME says. */
    BareMachine withSsh() throws IOException {
        Path ssh = bin.resolve("ssh");
        Files.writeString(ssh, "#!/bin/sh\nexec /usr/bin/ssh -F '" + home.resolve(".ssh/config") + "' \"$@\"\n");
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        return this;
    }

    Tool.Result run(String... words) throws IOException, InterruptedException {
        return end(start(program(words)), "");
    }

    /** On a terminal of its own, where {@code typed} is typed. */
    Tool.Result onTerminal(String typed, String... words) throws IOException, InterruptedException {
        StringBuilder line = new StringBuilder();
        program(words).forEach(word -> line.append('\'').append(word).append("' "));
        return end(start(List.of("/usr/bin/script", "-qec", line.toString(), "/dev/null")), typed);
    }

    /** The answer of a verb that answers with one object. */
    JsonNode json(String... words) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(run(words).output());
    }

    private List<String> program(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + home,
                "-jar",
                Path.of("target/deploy-to-dev.jar").toAbsolutePath().toString()));
        command.addAll(List.of(words));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(empty.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile());
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("PATH", bin.toString(), "LC_ALL", "C.UTF-8", "SHELL", "/bin/sh", "TERM", "xterm"));
        return builder.start();
    }

    private Tool.Result end(Process process, String typed) throws IOException, InterruptedException {
        try (var in = process.getOutputStream()) {
            in.write(typed.getBytes(StandardCharsets.UTF_8));
            in.flush();
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Tool.Result(process.exitValue(), Files.readString(directory.resolve("output")));
    }
}
