package io.deploytodev.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The program as users start it: the packaged jar in a process of its own. */
final class Tool {

    private static final Duration DEADLINE = Duration.ofMinutes(8);

    private Tool() {}

    /** Deploys and waits for the end. */
    static Result deploy(SampleProject project, String... options) throws IOException, InterruptedException {
        try (Running running = start(project, options)) {
            return running.end();
        }
    }

    /** Deploys another project than the sample, and waits for the end. */
    static Result deploy(Path config, String... options) throws IOException, InterruptedException {
        try (Running running = start(config, options)) {
            return running.end();
        }
    }

    /** Runs another verb than deploy, and waits for the end. */
    static Result run(SampleProject project, String verb, String... words) throws IOException, InterruptedException {
        try (Running running = start(
                project.config(),
                Stream.concat(Stream.of(verb), Stream.of(words)).toList())) {
            return running.end();
        }
    }

    /** Starts another verb than deploy. */
    static Running startVerb(SampleProject project, String verb, String... words) throws IOException {
        return start(
                project.config(),
                Stream.concat(Stream.of(verb), Stream.of(words)).toList());
    }

    /** The same for another project than the sample. */
    static Running startVerb(Path config, String verb, String... words) throws IOException {
        return start(config, Stream.concat(Stream.of(verb), Stream.of(words)).toList());
    }

    /** Runs a verb on another project than the sample, and waits for the end. */
    static Result run(Path config, String verb, String... words) throws IOException, InterruptedException {
        try (Running running =
                start(config, Stream.concat(Stream.of(verb), Stream.of(words)).toList())) {
            return running.end();
        }
    }

    static Running start(SampleProject project, String... options) throws IOException {
        return start(project.config(), options);
    }

    private static Running start(Path config, String... options) throws IOException {
        return start(
                config,
                Stream.concat(Stream.of("deploy", "--plain"), Stream.of(options))
                        .toList());
    }

    private static Running start(Path config, List<String> words) throws IOException {
        Path output = Files.createTempFile("deploy-to-dev-it-", ".log");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                Path.of("target/deploy-to-dev.jar")
                                        .toAbsolutePath()
                                        .toString(),
                                words.get(0),
                                "--config",
                                config.toString()),
                        words.stream().skip(1))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Running(process, output);
    }

    /** A deploy that still goes on. */
    record Running(Process process, Path output) implements AutoCloseable {

        String outputSoFar() {
            try {
                return Files.readString(output, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void awaitOutput(Predicate<String> condition) {
            Awaitility.await()
                    .atMost(DEADLINE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> condition.test(outputSoFar()) || !process.isAlive());
        }

        Result end() throws InterruptedException {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("the deploy did not end:\n" + outputSoFar());
            }
            String output = outputSoFar();
            SampleProject.PASSWORDS.forEach(password -> {
                if (output.contains(password)) {
                    throw new AssertionError("the output shows a password:\n" + output);
                }
            });
            return new Result(process.exitValue(), output);
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.deleteIfExists(output);
        }
    }

    /** How a deploy ended and all that it said. */
    record Result(int exitCode, String output) {}
}
