package io.deploytodev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** scripts/install with the packaged jar, into a home of the test's own. Needs no Docker. */
class InstallIT {

    private static final Path JAR = Path.of("target/deploy-to-dev.jar").toAbsolutePath();

    @TempDir
    private Path directory;

    private Path home;
    private Path link;

    @BeforeEach
    void makeHome() throws IOException {
        home = Files.createDirectory(directory.resolve("home"));
        link = home.resolve(".local/bin/deploy-to-dev");
        Path bin = Files.createDirectory(directory.resolve("bin"));
        program(bin.resolve("mvn"), "touch " + directory.resolve("maven-was-called") + "; exit 1");
    }

    @Test
    void theInstalledProgramNeedsNeitherTheCheckoutNorMaven() throws Exception {
        Path checkout = copyOfScripts();
        Run install = run(checkout.resolve("scripts/install"), "--jar", JAR.toString());
        assertThat(install.exitCode()).as(install.output()).isZero();
        assertThat(install.output()).contains("installed: " + link, "is not in your PATH");
        Files.move(checkout, directory.resolve("gone"));

        Run version = run(link, "--version");
        assertThat(version.exitCode()).as(version.output()).isZero();
        assertThat(version.output()).matches("deploy-to-dev \\S+, commit [0-9a-f]{7,} of \\d{4}-\\d\\d-\\d\\d.*\\R");

        Run deploy = run(link, "deploy");
        assertThat(deploy.exitCode()).as(deploy.output()).isEqualTo(3);
        assertThat(deploy.output()).contains("config/deploy.yml");
        assertThat(directory.resolve("maven-was-called")).doesNotExist();
    }

    @Test
    void aSecondTimeChangesNothing() throws Exception {
        install(JAR);
        Path installed = link.toRealPath();
        Object before = Files.getAttribute(installed, "unix:ino");

        install(JAR);

        assertThat(link.toRealPath()).isEqualTo(installed);
        assertThat(Files.getAttribute(installed, "unix:ino")).isEqualTo(before);
        assertThat(versions()).hasSize(1);
    }

    @Test
    void anUpgradeSwitchesTheLinkAndKeepsTheOneBeforeAndAllState() throws Exception {
        Path state = Files.createDirectories(home.resolve(".ssh")).resolve("known_hosts");
        Files.writeString(state, "state");
        Path cached =
                Files.createDirectories(home.resolve(".cache/deploy-to-dev")).resolve("something");
        Files.writeString(cached, "state");
        install(jarOfCommit("aaaaaaa"));
        Path first = link.toRealPath();

        install(jarOfCommit("bbbbbbb"));

        assertThat(run(link, "--version").output()).contains("commit bbbbbbb of 2026-01-31");
        assertThat(first).as("a deploy may still run on it").exists();
        assertThat(versions()).hasSize(2);
        assertThat(state).hasContent("state");
        assertThat(cached).hasContent("state");

        install(jarOfCommit("ccccccc"));

        assertThat(first).doesNotExist();
        assertThat(versions()).hasSize(2);
    }

    @Test
    void manPagesAndCompletionsLieWhereManAndTheShellsLook() throws Exception {
        Path somebodyElses = Files.createDirectories(home.resolve(".local/share/zsh/site-functions"))
                .resolve("_deploy-to-dev");
        Files.writeString(somebodyElses, "somebody else's");

        Run install = run(script(), "--jar", JAR.toString());

        Path share = home.resolve(".local/share");
        assertThat(share.resolve("man/man1/deploy-to-dev.1")).content().contains(".SH \"VERBS\"");
        assertThat(share.resolve("man/man1/deploy-to-dev-deploy.1")).content().contains("service=NAME");
        Path bash = share.resolve("bash-completion/completions/deploy-to-dev");
        assertThat(run(Path.of("/bin/bash"), "-c", ". " + bash + "; complete -p deploy-to-dev")
                        .output())
                .contains("_deploy_to_dev");
        assertThat(somebodyElses).hasContent("somebody else's");
        assertThat(install.output()).contains("note: " + somebodyElses + " is somebody else's, and stays");
        Files.delete(somebodyElses);
        install(jarOfCommit("aaaaaaa"));
        assertThat(somebodyElses).content().startsWith("#compdef deploy-to-dev");
        assertThat(bash.toRealPath().toString()).contains("aaaaaaa");

        run(script(), "--uninstall");

        assertThat(bash).doesNotExist();
        try (Stream<Path> pages = Files.list(share.resolve("man/man1"))) {
            assertThat(pages).isEmpty();
        }
    }

    @Test
    void whatIsNotOursIsNotReplaced() throws Exception {
        Files.createDirectories(link.getParent());
        Files.writeString(link, "somebody else's");

        Run refused = run(script(), "--jar", JAR.toString());

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("is not this program's", "--prefix");
        assertThat(link).hasContent("somebody else's");
    }

    @Test
    void aLinkIntoTheCheckoutMadeByHandBecomesTheInstalledOne() throws Exception {
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("scripts/deploy-to-dev").toAbsolutePath());

        install(JAR);

        assertThat(link.toRealPath().toString()).contains(".local/share/deploy-to-dev/");
        assertThat(Path.of("scripts/deploy-to-dev")).exists();
    }

    @Test
    void uninstallLeavesNothingBehindAndCanBeSaidTwice() throws Exception {
        Path prefix = directory.resolve("a place with spaces");
        Run install = run(script(), "--jar", JAR.toString(), "--prefix", prefix.toString());
        assertThat(install.exitCode()).as(install.output()).isZero();
        assertThat(run(prefix.resolve("bin/deploy-to-dev"), "--version").exitCode())
                .isZero();

        Run uninstall = run(script(), "--uninstall", "--prefix", prefix.toString());

        assertThat(uninstall.exitCode()).as(uninstall.output()).isZero();
        try (Stream<Path> left = Files.walk(prefix)) {
            assertThat(left).noneMatch(path -> path.getFileName().toString().contains("deploy-to-dev"));
        }
        Run again = run(script(), "--uninstall", "--prefix", prefix.toString());
        assertThat(again.exitCode()).isZero();
        assertThat(again.output()).contains("not installed");
    }

    @Test
    void aFileThatIsNotTheProgramIsNotInstalled() throws Exception {
        Path broken = Files.writeString(directory.resolve("broken.jar"), "no jar");

        Run run = run(script(), "--jar", broken.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.output()).contains("does not run", "next:");
        assertThat(link).doesNotExist();
    }

    @Test
    void anOldJavaIsNamedWithTheFix() throws Exception {
        install(JAR);
        Path old = Files.createDirectories(directory.resolve("jdk11/bin"));
        program(old.resolve("java"), "exit 1");
        Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"11.0.2\"\n");

        Run run = run(Map.of("JAVA_HOME", old.getParent().toString()), link, "--version");

        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.output()).contains("Java 11 is too old", "17 or newer");
    }

    @Test
    void whatMovesMuchGetsTheOptimisingCompilerForItsCiphersAndSaysNothingOfIt() throws Exception {
        install(JAR);
        Run first = run(link, "deploy", "--json");
        assertThat(first.output()).startsWith("{").doesNotContain("directives");

        Path jdk = Files.createDirectories(directory.resolve("jdk/bin"));
        program(jdk.resolve("java"), "echo \"$@\"");
        Files.writeString(jdk.resolveSibling("release"), "JAVA_VERSION=\"17.0.2\"\n");
        Map<String, String> saysHowItIsStarted =
                Map.of("JAVA_HOME", jdk.getParent().toString());
        String optimising = "-XX:CompilerDirectivesFile=" + home.resolve(".cache/deploy-to-dev/compilers-1.json");
        String quick = "-XX:TieredStopAtLevel=1";
        for (String verb : List.of("deploy", "backup", "restore")) {
            assertThat(run(saysHowItIsStarted, link, verb).output())
                    .contains(optimising)
                    .doesNotContain(quick);
        }
        assertThat(run(saysHowItIsStarted, link, "status").output())
                .contains(quick)
                .doesNotContain(optimising);

        Files.createFile(home.resolve(".cache/deploy-to-dev/jar-java.deploy.classes"));
        assertThat(run(saysHowItIsStarted, link, "deploy").output())
                .as("one that brings what changed")
                .contains(quick);
    }

    private void install(Path jar) throws IOException, InterruptedException {
        Run run = run(script(), "--jar", jar.toString());
        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    private static Path script() {
        return Path.of("scripts/install").toAbsolutePath();
    }

    private List<Path> versions() throws IOException {
        try (Stream<Path> all = Files.list(home.resolve(".local/share/deploy-to-dev"))) {
            return all.toList();
        }
    }

    private Path copyOfScripts() throws IOException {
        Path to = Files.createDirectories(directory.resolve("checkout/scripts"));
        for (String script : List.of("install", "deploy-to-dev", "lib.sh")) {
            Files.copy(Path.of("scripts", script), to.resolve(script), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return to.getParent();
    }

    private Path jarOfCommit(String commit) throws IOException {
        Path jar = Files.copy(JAR, directory.resolve(commit + ".jar"));
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Files.writeString(
                    inside.getPath("io/deploytodev/cli/commit.properties"),
                    "commit=" + commit.repeat(6) + "\ntime=1769900000\nchanged=\n");
        }
        return jar;
    }

    private static void program(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Run run(Path program, String... arguments) throws IOException, InterruptedException {
        return run(Map.of("JAVA_HOME", System.getProperty("java.home")), program, arguments);
    }

    private Run run(Map<String, String> environment, Path program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(directory, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("XDG_"));
        builder.environment().put("HOME", home.toString());
        builder.environment().merge("PATH", directory.resolve("bin").toString(), (path, first) -> first + ":" + path);
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private record Run(int exitCode, String output) {}
}
