package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/deploy-to-dev with a Java that only notes what it is asked for: which archive of classes it makes and uses. */
class StartScriptTest {

    private static final String REACHES_A_HOST = "com/jcraft/jsch/RequestExec";

    /** Writes the list that it is asked for, makes an archive of the list that it gets, or says its options. */
    private static final String JAVA = """
            #!/bin/bash
            for word; do
              case $word in
                -XX:DumpLoadedClassList=*) cat -- "$HOME/loads" > "${word#*=}" ;;
                -XX:SharedClassListFile=*) list=${word#*=} ;;
                -XX:SharedArchiveFile=*) archive=${word#*=} ;;
              esac
            done
            case $1 in
              -Xshare:dump)
                echo dump >> "$HOME/dumps"
                [ ! -e "$HOME/cannot" ] || exit 1
                cat -- "$list" > "$archive"
                ;;
              *) printf '%s\\n' "$@" ;;
            esac
            """;

    @TempDir
    private Path directory;

    private Path jar;
    private Path cache;

    @BeforeEach
    void install() throws IOException {
        Path place = Files.createDirectories(directory.resolve("it's in here"));
        Files.copy(Path.of("scripts/deploy-to-dev"), place.resolve("deploy-to-dev"));
        jar = Files.writeString(place.resolve("deploy-to-dev.jar"), "a jar");
        Path java = Files.createDirectories(directory.resolve("java/bin")).resolve("java");
        Files.writeString(java, JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(directory.resolve("java/release"), "JAVA_VERSION=\"17.0.2\"\n");
        Files.createDirectories(directory.resolve("java/lib"));
        Files.writeString(directory.resolve("java/lib/modules"), "the JDK");
        cache = directory.resolve(".cache/deploy-to-dev");
        loads(REACHES_A_HOST, "one/Class");
    }

    @Test
    void theFirstRunWritesItsClassesDownAndTheOneAfterTheNextUsesTheArchive() throws Exception {
        assertThat(run("status")).contains("-XX:DumpLoadedClassList=").doesNotContain("SharedArchiveFile");
        assertThat(run("status")).doesNotContain("DumpLoadedClassList");
        awaitQuiet();
        assertThat(run("status"))
                .contains("-XX:SharedArchiveFile=" + archive())
                .doesNotContain("DumpLoadedClassList")
                .endsWith("-jar\n" + jar + "\nstatus\n");
        assertThat(archive()).content().contains("one/Class");
    }

    @Test
    void theArchiveHasWhatEachVerbInUseNeedsWithoutTheNumbersOfOneList() throws Exception {
        loads(REACHES_A_HOST + " id: 7", "one/Class id: 8", "by/Another id: 9 super: 1 source: somewhere");
        run("status");
        run("status");
        awaitQuiet();
        loads(REACHES_A_HOST + " id: 3", "another/Class id: 7");
        assertThat(run("logs")).contains("-XX:DumpLoadedClassList=", "-XX:SharedArchiveFile=");
        run("status");
        awaitQuiet();
        assertThat(archive()).hasContent(String.join("\n", "another/Class", REACHES_A_HOST, "one/Class"));
        run("logs");
        assertThat(made()).isEqualTo(2);
    }

    @Test
    void aRunThatNeverReachedAHostIsNoMeasure() throws Exception {
        loads("some/Class");
        run("status");
        assertThat(run("status")).contains("-XX:DumpLoadedClassList=");
        assertThat(run("config")).doesNotContain("-XX:DumpLoadedClassList=");
        assertThat(run("--version")).doesNotContain("-XX:DumpLoadedClassList=");
        assertThat(made()).isZero();
    }

    @Test
    void manyStartsAtOnceLeaveOneWholeArchive() throws Exception {
        run("status");
        List<Process> starts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            starts.add(start("status"));
        }
        for (Process start : starts) {
            assertThat(start.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(start.exitValue()).isZero();
        }
        awaitQuiet();
        run("status");
        awaitQuiet();
        assertThat(archive()).hasContent(String.join("\n", REACHES_A_HOST, "one/Class"));
        try (Stream<Path> files = Files.list(cache)) {
            assertThat(files.map(file -> file.toString().replaceFirst(".*\\.", "")))
                    .containsExactlyInAnyOrder("jsa", "classes");
        }
    }

    @Test
    void anotherJarOrJavaHasAnArchiveOfItsOwn() throws Exception {
        run("status");
        run("status");
        awaitQuiet();
        Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
        assertThat(run("status")).doesNotContain("SharedArchiveFile").contains("-XX:DumpLoadedClassList=");
        Files.writeString(directory.resolve("java/lib/modules"), "another JDK");
        assertThat(run("status")).doesNotContain("SharedArchiveFile").contains("-XX:DumpLoadedClassList=");
    }

    @Test
    void anArchiveThatCannotBeMadeIsNotTriedAtEachStart() throws Exception {
        Files.writeString(directory.resolve("cannot"), "");
        run("status");
        run("status");
        awaitQuiet();
        run("status");
        assertThat(run("logs")).doesNotContain("DumpLoadedClassList", "SharedArchiveFile");
        awaitQuiet();
        assertThat(made()).isEqualTo(1);
    }

    @Test
    void eachVerbThatTheScriptKnowsIsOne() throws IOException {
        Matcher list = Pattern.compile("(?s)is_recorded\\(\\) \\{\\n *case \\$1 in\\n(.*?)\\*\\) return 1")
                .matcher(Files.readString(Path.of("scripts/deploy-to-dev")));
        assertThat(list.find()).isTrue();
        assertThat(list.group(1).replace(";;", "").replace(")", " |").split("[\\s|]+"))
                .filteredOn(word -> !word.isEmpty())
                .isNotEmpty()
                .isSubsetOf(Program.VERBS);
    }

    private void loads(String... classes) throws IOException {
        Files.writeString(directory.resolve("loads"), String.join("\n", classes) + "\n");
    }

    private long made() throws IOException {
        Path dumps = directory.resolve("dumps");
        return Files.exists(dumps) ? Files.readAllLines(dumps).size() : 0;
    }

    private Path archive() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.filter(file -> file.toString().endsWith(".jsa"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** The archive is made beside the start that finds that it is wanted. */
    private void awaitQuiet() {
        Awaitility.await().until(() -> {
            try (Stream<Path> files = Files.list(cache)) {
                List<String> names = files.map(Path::toString).toList();
                return names.stream().anyMatch(name -> name.endsWith(".jsa") || name.endsWith(".failed"))
                        && names.stream().noneMatch(name -> name.endsWith(".maker") || name.endsWith(".begun"));
            }
        });
    }

    private String run(String... words) throws IOException, InterruptedException {
        Process process = start(words);
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Process start(String... words) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("bash", jar.resolveSibling("deploy-to-dev").toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("HOME", directory.toString());
        builder.environment().put("JAVA_HOME", directory.resolve("java").toString());
        return builder.start();
    }
}
