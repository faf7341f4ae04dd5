package io.deploytodev.schedule;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The two units of ours for a user's systemd; pure. */
final class Units {

    /** A stopped run puts back what it has changed, which takes as long as services take to start. */
    private static final Duration GOODBYE = Duration.ofMinutes(4);

    private static final Duration FOR_SYSTEMD = Duration.ofSeconds(30);

    private Units() {}

    static String service(String id) {
        return "deploy-to-dev-" + id + ".service";
    }

    static String timer(String id) {
        return "deploy-to-dev-" + id + ".timer";
    }

    /** What is run. The manager's own words on it each minute would drown all others, so only what is worth notice is kept. */
    static String serviceText(Path config, Path launcher) {
        return """
                # Written by deploy-to-dev schedule install; deploy-to-dev schedule remove takes it away.
                [Unit]
                Description=deploy-to-dev: what is due of %s

                [Service]
                Type=oneshot
                ExecStart=/bin/sh %s
                KillMode=mixed
                TimeoutStopSec=%d
                SyslogLevel=notice
                LogLevelMax=notice
                """.formatted(config.toString().replace("%", "%%"), quoted(launcher.toString()), GOODBYE.toSeconds());
    }

    /** When: each minute, for what is due is decided by whom it starts. */
    static String timerText(Path config) {
        return """
                # Written by deploy-to-dev schedule install; deploy-to-dev schedule remove takes it away.
                [Unit]
                Description=deploy-to-dev: asks each minute what is due of %s

                [Timer]
                OnCalendar=*-*-* *:*:00
                AccuracySec=10s
                Persistent=true

                [Install]
                WantedBy=timers.target
                """.formatted(config.toString().replace("%", "%%"));
    }

    static Command<Boolean> isManagerThere() {
        return systemctl("show-environment").accepting(0, 1).parsedBy(result -> result.exitCode() == 0);
    }

    static Command<?> reload() {
        return systemctl("daemon-reload");
    }

    static Command<?> enable(String id) {
        return systemctl("enable", "--now", timer(id));
    }

    static Command<?> disable(String id) {
        return systemctl("disable", "--now", timer(id)).accepting(0, 1, 5);
    }

    /** Whether the user's units also run while the user is not logged in. */
    static Command<Boolean> lingers(String user) {
        return Command.of(List.of("loginctl", "show-user", user, "--property=Linger"))
                .accepting(0, 1)
                .parsedBy(result -> result.text().strip().equals("Linger=yes"));
    }

    private static Command<CommandResult> systemctl(String... words) {
        List<String> argv = new ArrayList<>(List.of("systemctl", "--user"));
        argv.addAll(List.of(words));
        return Command.of(argv).within(FOR_SYSTEMD);
    }

    /** As systemd.service(5) and systemd.unit(5) have it. */
    private static String quoted(String word) {
        return "\""
                + word.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "$$")
                        .replace("%", "%%") + "\"";
    }
}
