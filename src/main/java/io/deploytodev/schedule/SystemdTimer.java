package io.deploytodev.schedule;

import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A timer of the user's own systemd. */
final class SystemdTimer implements MachineTimer {

    private final CommandRunner machine;
    private final String id;
    private final Path config;
    private final Path launcher;
    private final Path units;
    private final String user;

    /** @param units where the user's own lie */
    SystemdTimer(CommandRunner machine, String id, Path config, Path launcher, Path units, String user) {
        this.machine = machine;
        this.id = id;
        this.config = config;
        this.launcher = launcher;
        this.units = units;
        this.user = user;
    }

    @Override
    public String name() {
        return "systemd";
    }

    @Override
    public boolean isAvailable() {
        try {
            return machine.run(Units.isManagerThere());
        } catch (CommandFailed e) {
            return false;
        }
    }

    @Override
    public boolean isInstalled() {
        return Files.exists(units.resolve(Units.timer(id)));
    }

    @Override
    public List<Written> install() {
        List<Written> written = List.of(
                write(Units.service(id), Units.serviceText(config, launcher)),
                write(Units.timer(id), Units.timerText(config)));
        machine.run(Units.reload());
        machine.run(Units.enable(id));
        return written;
    }

    @Override
    public List<String> remove() {
        List<String> removed = new ArrayList<>();
        if (isAvailable()) {
            machine.run(Units.disable(id));
        }
        for (String name : List.of(Units.timer(id), Units.service(id))) {
            try {
                if (Files.deleteIfExists(units.resolve(name))) {
                    removed.add(units.resolve(name).toString());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(units.resolve(name) + " cannot be removed", e);
            }
        }
        if (isAvailable()) {
            machine.run(Units.reload());
        }
        return removed;
    }

    @Override
    public List<String> troubles() {
        try {
            return machine.run(Units.lingers(user))
                    ? List.of()
                    : List.of("Lingering is off: the timer runs only while you are logged in here. Switch it on, once:"
                            + " loginctl enable-linger (or: sudo loginctl enable-linger " + user + ")");
        } catch (CommandFailed e) {
            return List.of(
                    "It cannot be told whether the timer also runs while you are not logged in: loginctl does not"
                            + " answer. See: loginctl show-user " + user + " --property=Linger");
        }
    }

    private Written write(String name, String text) {
        Path file = units.resolve(name);
        try {
            boolean isNew = !Files.exists(file) || !Files.readString(file).equals(text);
            if (isNew) {
                Files.createDirectories(units);
                Files.writeString(file, text);
            }
            return new Written(file.toString(), text, isNew);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written", e);
        }
    }
}
