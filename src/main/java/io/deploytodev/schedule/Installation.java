package io.deploytodev.schedule;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the machine's own timer start what is due of a configuration, and takes that away again. */
public final class Installation {

    private final StateFolder folder;
    private final Launcher launcher;
    private final List<MachineTimer> timers;

    /**
     * For a user of a machine.
     *
     * @param machine where systemctl, loginctl and crontab are run
     * @param environment for {@code XDG_CONFIG_HOME}
     */
    public Installation(
            CommandRunner machine,
            StateFolder folder,
            Launcher launcher,
            Map<String, String> environment,
            Path home,
            String user) {
        this.folder = folder;
        this.launcher = launcher;
        String named = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path units = (named.startsWith("/") ? Path.of(named) : home.resolve(".config")).resolve("systemd/user");
        this.timers = List.of(
                new SystemdTimer(machine, folder.id(), launcher.config(), folder.launcher(), units, user),
                new CronTimer(machine, folder.id(), launcher.config(), folder.launcher()));
    }

    /**
     * What was set up.
     *
     * @param timer systemd or cron
     * @param written the file or whose lines to the text that is ours there
     * @param isNew whether anything was changed
     * @param removed what was taken away, for there is to be one timer only
     * @param troubles what keeps it from working, each with what to do
     */
    public record Installed(
            String timer, Map<String, String> written, boolean isNew, List<String> removed, List<String> troubles) {}

    /** Writes the script that the timer starts; nothing starts it yet. */
    public Path writeLauncher() {
        folder.writeProgram(folder.launcher(), launcher.text(folder.launcher()));
        return folder.launcher();
    }

    /**
     * Sets the timer up; can be done again, and then changes what is not as it should be.
     *
     * @param with systemd or cron; empty for what the machine has
     * @throws DeployFailure when it has neither
     */
    public Installed install(Optional<String> with) {
        MachineTimer timer = choose(with);
        List<String> removed = new ArrayList<>();
        timers.stream()
                .filter(other -> other != timer && other.isInstalled())
                .forEach(other -> removed.addAll(other.remove()));
        Map<String, String> written = new LinkedHashMap<>();
        boolean isNew = false;
        for (MachineTimer.Written each : timer.install()) {
            written.put(each.where(), each.text());
            isNew |= each.isNew();
        }
        return new Installed(timer.name(), written, isNew || !removed.isEmpty(), removed, timer.troubles());
    }

    /** The timer that is set up; empty when none is. */
    public Optional<String> installed() {
        return timers.stream()
                .filter(MachineTimer::isInstalled)
                .map(MachineTimer::name)
                .findFirst();
    }

    /** Takes away the timer and the script; what is remembered of the schedules stays. Says what it was. */
    public List<String> remove() {
        List<String> removed = new ArrayList<>();
        timers.stream().filter(MachineTimer::isInstalled).forEach(timer -> removed.addAll(timer.remove()));
        try {
            if (Files.deleteIfExists(folder.launcher())) {
                removed.add(folder.launcher().toString());
            }
            Files.deleteIfExists(folder.wake());
        } catch (IOException e) {
            throw new UncheckedIOException(folder.launcher() + " cannot be removed", e);
        }
        return removed;
    }

    private MachineTimer choose(Optional<String> with) {
        return timers.stream()
                .filter(timer -> with.isEmpty() || with.get().equals(timer.name()))
                .filter(MachineTimer::isAvailable)
                .findFirst()
                .orElseThrow(() -> new DeployFailure(
                        FailureKind.USAGE,
                        with.map(name -> "There is no " + name + " for you on this machine.")
                                .orElse("This machine has no timer that could be set up."),
                        with.isEmpty()
                                ? "Neither systemctl --user nor crontab answers."
                                : (with.get().equals("cron") ? "crontab" : "systemctl --user") + " does not answer.",
                        "In a container or a CI job, let this run: deploy-to-dev schedule daemon. Elsewhere install cron,"
                                + " or log in so that systemd knows you (not with su or sudo)."));
    }
}
