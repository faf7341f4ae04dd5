package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.host.Command;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.LocalHost;
import io.deploytodev.host.OutputListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With programs in the place of crontab, systemctl and loginctl that keep a file and write down what they were told. */
class InstallationTest {

    private static final String OTHERS = "# mine\nMAILTO=\"\"\n\n0 5 * * * /bin/true 50\\%\n";

    @TempDir
    private Path home;

    private StateFolder folder;
    private Installation installation;

    @BeforeEach
    void installation() throws IOException {
        Files.createDirectories(home.resolve("bin"));
        folder = Schedules.folder(home);
        Program program = new Program(List.of("/opt/deploy-to-dev"), "/opt/java");
        Launcher launcher = new Launcher(
                program, Path.of("/shop/config/deploy.yml"), folder.wake(), Map.of("PATH", "/usr/bin:/bin"));
        CommandRunner machine = new CommandRunner() {
            @Override
            public <R> R run(Command<R> command, OutputListener listener) {
                return new LocalHost(home)
                        .run(
                                command.startedBy(List.of("env", "PATH=" + home.resolve("bin") + ":/usr/bin:/bin")),
                                listener);
            }
        };
        installation = new Installation(machine, folder, launcher, Map.of(), home, "ada");
    }

    @Test
    void aLineIsAddedToTheCrontabAndTheOthersStayAsTheyWere() throws IOException {
        cron(OTHERS);
        Installation.Installed installed = installation.install(Optional.empty());
        assertThat(installed.timer()).isEqualTo("cron");
        assertThat(installed.isNew()).isTrue();
        assertThat(crontab())
                .isEqualTo(OTHERS + "# deploy-to-dev schedules " + folder.id() + ", for /shop/config/deploy.yml\n"
                        + "* * * * * /bin/sh " + folder.launcher() + "\n");
        assertThat(installed.written()).containsKey("your crontab");
        assertThat(installation.installed()).contains("cron");
    }

    @Test
    void whoInstallsTwiceHasItOnceAndInItsPlace() throws IOException {
        cron("");
        installation.install(Optional.of("cron"));
        String once = crontab();
        Files.writeString(home.resolve("crontab"), once + OTHERS);
        assertThat(installation.install(Optional.of("cron")).isNew()).isFalse();
        assertThat(crontab()).isEqualTo(once + OTHERS);
    }

    @Test
    void theOtherLinesStayByteByByteWhateverTheirEncoding() throws IOException {
        cron(OTHERS);
        byte[] others = "# f\u00fcr Zo\u00eb\r\n\n0 5 * * * /bin/true\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(home.resolve("crontab"), others);
        installation.install(Optional.empty());
        assertThat(Arrays.copyOf(Files.readAllBytes(home.resolve("crontab")), others.length))
                .isEqualTo(others);
        installation.remove();
        assertThat(Files.readAllBytes(home.resolve("crontab"))).isEqualTo(others);
    }

    @Test
    void aCrontabThatCannotBeReadIsNotReplaced() throws IOException {
        cron(OTHERS);
        program("crontab", """
                case $1 in
                  -l) echo "crontabs/ada/: fopen: Permission denied" >&2; exit 1 ;;
                  -) cat > crontab ;;
                esac""");
        assertThatThrownBy(() -> installation.install(Optional.of("cron"))).isInstanceOf(DeployFailure.class);
        assertThat(crontab()).isEqualTo(OTHERS);
    }

    @Test
    void removeLeavesTheOtherLinesAlone() throws IOException {
        cron(OTHERS);
        installation.writeLauncher();
        installation.install(Optional.empty());
        assertThat(installation.remove()).contains(folder.launcher().toString());
        assertThat(crontab()).isEqualTo(OTHERS);
        assertThat(folder.launcher()).doesNotExist();
        assertThat(installation.remove()).isEmpty();
    }

    @Test
    void aCrontabThatHeldNothingElseIsGoneAfterwards() throws IOException {
        cron("");
        installation.install(Optional.empty());
        installation.remove();
        assertThat(home.resolve("crontab")).doesNotExist();
    }

    @Test
    void systemdIsPreferredAndSaysWhenLingeringIsOff() throws IOException {
        cron(OTHERS);
        systemd("Linger=no");
        Installation.Installed installed = installation.install(Optional.empty());
        Path units = home.resolve(".config/systemd/user");
        String name = "deploy-to-dev-" + folder.id();
        assertThat(installed.timer()).isEqualTo("systemd");
        assertThat(installed.troubles())
                .singleElement()
                .asString()
                .contains("Lingering is off", "loginctl enable-linger ada");
        assertThat(units.resolve(name + ".timer")).content().contains("OnCalendar=*-*-* *:*:00", "Persistent=true");
        assertThat(units.resolve(name + ".service"))
                .content()
                .contains("ExecStart=/bin/sh \"" + folder.launcher() + "\"");
        assertThat(told()).containsSubsequence("--user daemon-reload", "--user enable --now " + name + ".timer");
        assertThat(crontab()).isEqualTo(OTHERS);
        assertThat(installation.install(Optional.empty()).isNew()).isFalse();

        Path other = Files.writeString(units.resolve("mine.timer"), "[Timer]\n");
        installation.remove();
        assertThat(told()).contains("--user disable --now " + name + ".timer");
        assertThat(units.resolve(name + ".timer")).doesNotExist();
        assertThat(units.resolve(name + ".service")).doesNotExist();
        assertThat(other).exists();
    }

    @Test
    void whoLingersIsToldNothing() throws IOException {
        systemd("Linger=yes");
        assertThat(installation.install(Optional.empty()).troubles()).isEmpty();
    }

    @Test
    void whoChangesTheTimerHasNotTwo() throws IOException {
        cron(OTHERS);
        systemd("Linger=yes");
        installation.install(Optional.of("systemd"));
        assertThat(installation.install(Optional.of("cron")).removed()).hasSize(2);
        assertThat(installation.installed()).contains("cron");
        installation.install(Optional.of("systemd"));
        assertThat(crontab()).isEqualTo(OTHERS);
        assertThat(installation.installed()).contains("systemd");
    }

    @Test
    void aMachineWithoutATimerIsToldOfTheDaemon() throws IOException {
        program("crontab", "exit 127");
        program("systemctl", "exit 1");
        assertThatThrownBy(() -> installation.install(Optional.empty()))
                .isInstanceOf(DeployFailure.class)
                .hasMessage("This machine has no timer that could be set up.")
                .satisfies(e -> assertThat(((DeployFailure) e).next()).contains("schedule daemon"));
        assertThatThrownBy(() -> installation.install(Optional.of("cron")))
                .hasMessage("There is no cron for you on this machine.");
    }

    private void cron(String before) throws IOException {
        if (!before.isEmpty()) {
            Files.writeString(home.resolve("crontab"), before);
        }
        program("systemctl", "exit 1");
        program("crontab", """
                case $1 in
                  -l) cat crontab 2> /dev/null || { echo "no crontab for ada" >&2; exit 1; } ;;
                  -r) rm crontab ;;
                  -) cat > crontab ;;
                esac""");
    }

    private void systemd(String linger) throws IOException {
        program("systemctl", "echo \"$*\" >> told");
        program("loginctl", "echo " + linger);
    }

    private void program(String name, String script) throws IOException {
        Path file = Files.writeString(home.resolve("bin").resolve(name), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String crontab() throws IOException {
        return Files.readString(home.resolve("crontab"));
    }

    private List<String> told() throws IOException {
        return Files.readAllLines(home.resolve("told"));
    }
}
