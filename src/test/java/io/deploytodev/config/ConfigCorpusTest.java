package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fuzzing begins with and what it has found, and some hundred mutations that are the same each time. */
class ConfigCorpusTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/io/deploytodev/config");
    private static final int MUTATIONS = 800;
    private static final long SEED = 20;

    static Stream<Path> corpus() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("corpus"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void anInputThatMadeTroubleOnceIsReadOrRefusedInWords(Path file) throws IOException {
        ConfigFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
    }

    @Test
    void mutationsAreReadOrRefusedInWords() throws IOException {
        List<byte[]> inputs = corpus().map(ConfigCorpusTest::bytes)
                .filter(bytes -> bytes.length < 10_000)
                .toList();
        List<String> words = Files.readAllLines(DIRECTORY.resolve("deploy.dict")).stream()
                .map(line -> line.substring(1, line.length() - 1).replace("\\x0a", "\n"))
                .toList();
        Random random = new Random(SEED);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = inputs.get(random.nextInt(inputs.size()));
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutated = mutated(mutated, words, random);
            }
            byte[] input = mutated;
            assertThatCode(() -> ConfigFuzz.fuzzerTestOneInput(input))
                    .as("mutation %d:%n%s", i, new String(input, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutated(byte[] input, List<String> words, Random random) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(12));
        byte[] inserted =
                switch (random.nextInt(4)) {
                    case 0 -> new byte[0];
                    case 1 -> new byte[] {(byte) random.nextInt(256)};
                    case 2 -> words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
                    default -> Arrays.copyOfRange(input, from, Math.min(input.length, from + random.nextInt(200)));
                };
        byte[] result = new byte[input.length - (to - from) + inserted.length];
        System.arraycopy(input, 0, result, 0, from);
        System.arraycopy(inserted, 0, result, from, inserted.length);
        System.arraycopy(input, to, result, from + inserted.length, input.length - to);
        return result;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
