package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    private Path temporary;

    private Path place;
    private Path config;
    private Path wake;

    @BeforeEach
    void place() throws IOException {
        // What a shell, cron or systemd could take for its own.
        place = Files.createDirectories(temporary.resolve("it's 50% of $HOME"));
        config = Files.writeString(place.resolve("deploy.yml"), "");
        Files.setLastModifiedTime(config, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        wake = place.resolve("wake");
    }

    @Test
    void theTextNamesEverythingByItsWholePath() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", "/home/ada");
        environment.put("PATH", "/usr/bin:/bin");
        Program program = Program.running(
                java.util.Optional.empty(), Path.of("/opt/d/deploy-to-dev.jar"), "Main", "", "/usr/lib/jvm/java-17");
        assertThat(new Launcher(program, Path.of("/shop/config/deploy.yml"), Path.of("/state/wake"), environment)
                        .text(Path.of("/state/run")))
                .isEqualTo("""
                        #!/bin/sh
                        # Written by deploy-to-dev schedule install; the machine's timer starts it each minute, and it runs what is due.
                        # deploy-to-dev schedule remove takes it away. With words it does something else, also in an empty environment:
                        #   env -i /state/run check
                        HOME=/home/ada
                        PATH=/usr/bin:/bin
                        export HOME PATH
                        config=/shop/config/deploy.yml
                        wake=/state/wake
                        cd -- /shop/config || exit 3
                        if [ $# -eq 0 ]; then
                          set -- tick
                          # Mostly nothing is due, and to ask the clock costs less than to start Java. What was noted holds as long as the
                          # configuration is as it was, the clock was not set back, and for six hours at most.
                          if { read -r written next < "$wake"; } 2> /dev/null &&
                            [ ! "$config" -nt "$wake" ] && [ ! .env -nt "$wake" ]; then
                            now=$(date +%s)
                            if [ "$now" -ge "$written" ] && [ "$now" -lt "$next" ]; then exit 0; fi
                          fi 2> /dev/null
                        fi
                        verb=$1
                        shift
                        exec /usr/lib/jvm/java-17/bin/java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar /opt/d/deploy-to-dev.jar schedule "$verb" --config "$config" "$@"
                        """);
    }

    @Test
    void whatItSetsIsAllThatTheProgramHas() throws Exception {
        Map<String, String> given = Map.of(
                "PATH", "/usr/bin:/bin",
                "SSH_AUTH_SOCK", "/tmp/agent",
                "XDG_STATE_HOME", "/var/state",
                "XDG_CACHE_HOME", "not/absolute",
                "DISPLAY", ":0");
        Program program = new Program(List.of("/usr/bin/env"), "/opt/java home");
        Launcher launcher = new Launcher(
                program, config, wake, Launcher.bareEnvironment(given, Path.of("/home/ada"), "ada", program));
        // env is told to set variables instead of running a verb: what there is then, it prints.
        Path script = write(
                launcher.text(place.resolve("run")).replace(" schedule \"$verb\" --config \"$config\" \"$@\"", ""));
        assertThat(run(script).lines().filter(line -> !line.matches("(_|PWD|OLDPWD|SHLVL)=.*")))
                .containsExactlyInAnyOrder(
                        "HOME=/home/ada",
                        "USER=ada",
                        "LOGNAME=ada",
                        "PATH=/usr/bin:/bin",
                        "JAVA_HOME=/opt/java home",
                        "LC_ALL=C.UTF-8",
                        "XDG_STATE_HOME=/var/state");
    }

    @Test
    void filesThatAHookMakesAreAsReadableAsByDay() throws Exception {
        Program program = new Program(List.of("/bin/sh", "-c", "umask"), "/opt/java");
        Path script =
                write(new Launcher(program, config, wake, Map.of("PATH", "/usr/bin:/bin")).text(place.resolve("run")));
        Process byDay = new ProcessBuilder("/bin/sh", "-c", "umask").start();
        assertThat(run(script)).isEqualTo(new String(byDay.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    @Test
    void withoutWordsItTicksAndWordsAreHandedOn() throws Exception {
        Path script = launcher();
        assertThat(run(script)).isEqualTo("schedule tick --config " + config + "\n");
        assertThat(run(script, "tick", "--at", "2027-03-28T01:00:00Z"))
                .isEqualTo("schedule tick --config " + config + " --at 2027-03-28T01:00:00Z\n");
        assertThat(run(script, "check")).isEqualTo("schedule check --config " + config + "\n");
    }

    @Test
    void aslongAsNothingIsDueJavaIsNotStarted() throws Exception {
        Path script = launcher();
        long now = Instant.now().getEpochSecond();
        assertThat(runNoted(script, (now - 60) + " " + (now + 600))).isEmpty();
        assertThat(runNoted(script, (now - 60) + " " + (now - 1)))
                .as("it is due")
                .contains("tick");
        assertThat(runNoted(script, (now + 3600) + " " + (now + 7200)))
                .as("the clock was set back")
                .contains("tick");
        assertThat(runNoted(script, "rubbish")).contains("tick");
        assertThat(runNoted(script, "")).contains("tick");
        assertThat(run(script, "tick")).as("who says so is obeyed").contains("tick");
        Files.writeString(wake, (now - 60) + " " + (now + 600) + "\n");
        Files.setLastModifiedTime(config, FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run(script)).as("the configuration is another one").contains("tick");
    }

    private String runNoted(Path script, String noted) throws Exception {
        Files.writeString(wake, noted + "\n");
        return run(script);
    }

    private Path launcher() throws IOException {
        Program program = new Program(List.of("/bin/echo"), "/opt/java");
        return write(new Launcher(program, config, wake, Map.of("PATH", "/usr/bin:/bin")).text(place.resolve("run")));
    }

    private Path write(String text) throws IOException {
        Path script = Files.writeString(place.resolve("run"), text);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
    }

    /** As cron and systemd start it, with less than either gives. */
    private String run(Path script, String... words) throws Exception {
        List<String> argv = new ArrayList<>(List.of("env", "-i", "/bin/sh", script.toString()));
        argv.addAll(Arrays.asList(words));
        Process process = new ProcessBuilder(argv)
                .directory(Path.of("/").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
