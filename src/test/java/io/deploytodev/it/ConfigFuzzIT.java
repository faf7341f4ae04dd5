package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer mutates configurations and watches which code they reach: a bounded number of them, always the same, or a minute
 * of them with {@code -Dfaults.tries=N} ({@code scripts/test --faults}). An input that makes trouble belongs into the corpus.
 */
class ConfigFuzzIT {

    private static final Path RESOURCES =
            Path.of("src/test/resources/io/deploytodev/config").toAbsolutePath();

    @TempDir
    private Path directory;

    @Test
    void mutatedConfigurationsAreReadOrRefusedInWords() throws Exception {
        String extent = System.getProperty("faults.tries") == null ? "-runs=300" : "-max_total_time=60";
        Path found = Files.createDirectories(directory.resolve("found"));
        Path output = directory.resolve("output.txt");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=io.deploytodev.config.ConfigFuzz",
                        "--instrumentation_includes=io.deploytodev.config.**:org.yaml.snakeyaml.**",
                        "--custom_hook_includes=io.deploytodev.config.**",
                        "--reproducer_path=" + directory,
                        "-artifact_prefix=" + directory + "/",
                        "-seed=" + Long.getLong("faults.seed", 20),
                        "-timeout=10",
                        "-rss_limit_mb=0",
                        "-max_len=16384",
                        "-dict=" + RESOURCES.resolve("deploy.dict"),
                        extent,
                        found.toString(),
                        RESOURCES.resolve("corpus").toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("Done ").doesNotContain("== Java Exception");
    }
}
