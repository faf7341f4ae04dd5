package io.deploytodev.schedule;

import io.deploytodev.host.Command;
import io.deploytodev.host.CommandResult;
import io.deploytodev.host.CommandRunner;
import io.deploytodev.host.FileCommands;
import io.deploytodev.release.StateDirectory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The records of runs on the host, where everybody finds them: files of their own, so that no lock is needed. */
public final class HostRuns {

    /** As much of a log as helps to understand what happened. */
    private static final int LONGEST_LOG = 256 * 1024;

    /** A name of ours, and nothing that leads elsewhere. */
    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{6}Z-[A-Za-z0-9][A-Za-z0-9._-]*");

    /** The newest stay; their names are in the order of time, and those of one schedule end alike. */
    private static final String KEEP = """
            cd -- "$1" 2> /dev/null || exit 0
            ls | grep -x -e "[0-9]\\{8\\}T[0-9]\\{6\\}Z-$2-[0-9a-f]\\{6\\}\\.json" | sort -r | tail -n "+$3" | while IFS= read -r old; do
              rm -f -- "$old" "${old%.json}.log"
            done
            """;

    private static final String ALL = """
            cd -- "$1" 2> /dev/null || exit 0
            for record in *.json; do
              [ ! -f "$record" ] || { cat -- "$record"; echo; }
            done
            """;

    private final CommandRunner host;
    private final StateDirectory directory;

    /** @param host without a fence: a run that failed has something to tell, too */
    public HostRuns(CommandRunner host, StateDirectory directory) {
        this.host = host;
        this.directory = directory;
    }

    private static String place(StateDirectory directory) {
        return directory.path() + "/runs";
    }

    /** Writes a record and what its run said. */
    void keep(RunRecord record, String log) {
        String file = place(directory) + "/" + record.id();
        host.run(FileCommands.write(file + ".log", shortened(log), directory.sharing()));
        host.run(FileCommands.writeThen(file + ".json", record.toJson(), directory.sharing(), prune(record)));
    }

    private Command<CommandResult> prune(RunRecord record) {
        return keepNewest(place(directory), record.schedule(), RunFiles.KEPT);
    }

    static Command<CommandResult> keepNewest(String place, String schedule, int count) {
        return Command.script(KEEP, List.of(place, schedule.replace(".", "\\."), Integer.toString(count + 1)));
    }

    /** All records, the newest first; what cannot be read is left out. */
    public List<RunRecord> all() {
        List<RunRecord> records = new ArrayList<>();
        host.run(all(place(directory))).text().lines().forEach(line -> RunRecord.parse(line)
                .ifPresent(records::add));
        records.sort(Comparator.comparing(RunRecord::id).reversed());
        return records;
    }

    static Command<CommandResult> all(String place) {
        return Command.script(ALL, List.of(place)).repeatable();
    }

    /** What a run said; empty when nothing is kept of it there. */
    public Optional<String> said(String id) {
        return ID.matcher(id).matches()
                ? host.run(FileCommands.read(place(directory) + "/" + id + ".log"))
                : Optional.empty();
    }

    /** The end says what came of it, and the beginning how it came to that. */
    static String shortened(String log) {
        byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST_LOG) {
            return log;
        }
        int half = LONGEST_LOG / 2;
        return new String(bytes, 0, half, StandardCharsets.UTF_8) + "\n... " + (bytes.length - LONGEST_LOG)
                + " bytes left out ...\n"
                + new String(bytes, bytes.length - half, half, StandardCharsets.UTF_8);
    }
}
