package io.deploytodev.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Who belongs to a session: a process whose parent has ended is nobody's descendant any more, but stays in its session. */
final class Sessions {

    private static final Path PROCESSES = Path.of("/proc");

    /** {@code state ppid pgrp session ...}, after the name. */
    private static final int SESSION = 3;

    private Sessions() {}

    /** The processes of the session that this one leads; none where it leads none, or the system does not tell. */
    static Stream<ProcessHandle> of(ProcessHandle leader) {
        if (!Files.isDirectory(PROCESSES)) {
            return Stream.empty();
        }
        return ProcessHandle.allProcesses().filter(each -> session(each.pid()).equals(Optional.of(leader.pid())));
    }

    private static Optional<Long> session(long pid) {
        try {
            String stat = Files.readString(PROCESSES.resolve(Long.toString(pid)).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", SESSION + 2);
            return Optional.of(Long.parseLong(fields[SESSION]));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // it has ended meanwhile
        }
    }
}
