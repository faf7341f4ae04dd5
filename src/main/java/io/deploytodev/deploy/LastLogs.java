package io.deploytodev.deploy;

import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ContainerState;
import io.deploytodev.docker.ContainerState.Health;
import io.deploytodev.secret.Secrets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The last words of containers that give way to those of the release before: nobody could ask the engine for them any
 * more. They are kept with the record of the release that failed.
 */
final class LastLogs {

    private static final int LINES_OF_BROKEN = 200;
    private static final int LINES_OF_OTHERS = 40;
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST = 256 * 1024;

    private LastLogs() {}

    /**
     * Keeps them.
     *
     * @param services that were changed
     * @return whether there was anything to keep
     */
    static boolean keep(Connection c, String project, String release, List<String> services, Secrets secrets) {
        List<ContainerState> containers = c.engine().containers(project).stream()
                .filter(container -> services.contains(container.service()))
                .sorted(Comparator.comparing((ContainerState container) -> !isBroken(container))
                        .thenComparing(ContainerState::name))
                .toList();
        List<String> lines = new ArrayList<>();
        for (ContainerState container : containers) {
            lines.add(head(container));
            c.engine().lastLogLines(container, isBroken(container) ? LINES_OF_BROKEN : LINES_OF_OTHERS).stream()
                    .map(secrets::mask)
                    .forEach(line -> lines.add("  " + shortened(line)));
        }
        if (!lines.isEmpty()) {
            c.releases().keepLog(release, bounded(lines));
        }
        return !lines.isEmpty();
    }

    private static boolean isBroken(ContainerState container) {
        return (!container.isRunning() && !(container.hasEnded() && container.exitCode() == 0))
                || Set.of(Health.STARTING, Health.UNHEALTHY).contains(container.health())
                || container.restartCount() > 0;
    }

    /** {@code api-gateway (shop-api-gateway-1), exited with 1}. */
    static String head(ContainerState container) {
        return container.service() + " (" + container.name() + "), "
                + container.status().name().toLowerCase(Locale.ROOT)
                + (container.hasEnded() ? " with " + container.exitCode() : "")
                + (container.oomKilled() ? ", out of memory" : "")
                + (container.restartCount() > 0 ? ", restarted " + container.restartCount() + " times" : "");
    }

    private static String shortened(String line) {
        String clean = line.replaceAll("\\p{Cntrl}", " ").stripTrailing();
        return clean.length() <= LONGEST_LINE ? clean : clean.substring(0, LONGEST_LINE - 1) + "…";
    }

    /** The broken ones come first, so what is left out is of the others. */
    static String bounded(List<String> lines) {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            if (text.length() + line.length() >= LONGEST) {
                return text.append("(the rest is left out)\n").toString();
            }
            text.append(line).append('\n');
        }
        return text.toString();
    }
}
