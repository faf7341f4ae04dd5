package io.deploytodev.schedule;

import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A line of the user's crontab. */
final class CronTimer implements MachineTimer {

    /** As Debian, and as the others call the program that reads them. */
    private static final Set<String> READERS = Set.of("cron", "crond", "fcron", "busybox");

    private final CommandRunner machine;
    private final String id;
    private final Path config;
    private final Path launcher;

    CronTimer(CommandRunner machine, String id, Path config, Path launcher) {
        this.machine = machine;
        this.id = id;
        this.config = config;
        this.launcher = launcher;
    }

    @Override
    public String name() {
        return "cron";
    }

    @Override
    public boolean isAvailable() {
        try {
            machine.run(Crontab.list());
            return true;
        } catch (CommandFailed e) {
            return false;
        }
    }

    @Override
    public boolean isInstalled() {
        return isAvailable() && Crontab.has(machine.run(Crontab.list()), id);
    }

    @Override
    public List<Written> install() {
        List<String> ours = Crontab.lines(id, config, launcher);
        String before = machine.run(Crontab.list());
        String after = Crontab.with(before, id, ours);
        if (!after.equals(before)) {
            machine.run(Crontab.replaceBy(after));
        }
        return List.of(new Written("your crontab", String.join("\n", ours) + "\n", !after.equals(before)));
    }

    @Override
    public List<String> remove() {
        String before = machine.run(Crontab.list());
        String after = Crontab.without(before, id);
        if (after.isEmpty()) {
            machine.run(Crontab.removeAll());
        } else {
            machine.run(Crontab.replaceBy(after));
        }
        return List.of("two lines of your crontab");
    }

    /** @param command as the system tells it, which may be a bare slash for what runs in a container */
    static boolean isReader(String command) {
        return READERS.contains(command.substring(command.lastIndexOf('/') + 1));
    }

    @Override
    public List<String> troubles() {
        boolean isRead = ProcessHandle.allProcesses()
                .map(process -> process.info().command())
                .flatMap(Optional::stream)
                .anyMatch(CronTimer::isReader);
        return isRead
                ? List.of()
                : List.of("No cron daemon is seen running here. Start it (mostly: sudo systemctl enable --now cron),"
                        + " or nothing will ever be due.");
    }
}
