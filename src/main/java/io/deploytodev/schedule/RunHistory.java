package io.deploytodev.schedule;

import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.ops.Inquiry;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a project on a host, the newest first: what the host knows, and what only this machine knows of it yet.
 *
 * @param remark why something may be missing; empty when all is there
 * @param log of the run that was asked for
 */
public record RunHistory(List<RunRecord> runs, String remark, Optional<String> log) {

    public RunHistory {
        runs = List.copyOf(runs);
    }

    /**
     * Asks both.
     *
     * @param whom with the project's name
     * @param wanted the id of a run whose log is to be had, or its beginning; empty for none
     * @throws DeployFailure when the host cannot be asked and this machine knows nothing either
     */
    public static RunHistory of(RunFiles files, SshAccess access, Whom whom, Clock clock, Optional<String> wanted) {
        List<RunRecord> here = files.all().stream()
                .filter(record -> record.host().equals(whom.host().name()))
                .toList();
        @Nullable DeployFailure silent = null;
        RunHistory there = new RunHistory(List.of(), "", Optional.empty());
        try {
            there = new Inquiry(access, whom, clock).ask(connection -> {
                HostRuns runs = new HostRuns(connection.host(), connection.directory());
                List<RunRecord> all = runs.all();
                return new RunHistory(
                        all, "", wanted.flatMap(id -> one(all, id)).flatMap(run -> runs.said(run.id())));
            });
        } catch (DeployFailure e) {
            silent = e;
        }
        if (silent != null && here.isEmpty()) {
            throw silent;
        }
        List<RunRecord> all = merged(there.runs(), here);
        return new RunHistory(
                all,
                silent == null
                        ? ""
                        : whom.host().name() + " cannot be asked, so these are the runs of this machine alone. "
                                + silent.what(),
                wanted.flatMap(id -> one(all, id))
                        .flatMap(run -> files.said(run.id()))
                        .or(there::log));
    }

    /** What this machine has of a run is never older than what it told the host. */
    static List<RunRecord> merged(List<RunRecord> there, List<RunRecord> here) {
        Map<String, RunRecord> byId = new TreeMap<>(Comparator.reverseOrder());
        there.forEach(run -> byId.put(run.id(), run));
        here.forEach(run -> byId.put(run.id(), run));
        return List.copyOf(byId.values());
    }

    /** The run of this id, or the only one whose id begins so. */
    public Optional<RunRecord> one(String id) {
        return one(runs, id);
    }

    private static Optional<RunRecord> one(List<RunRecord> runs, String id) {
        List<RunRecord> fitting =
                runs.stream().filter(run -> run.id().startsWith(id)).toList();
        return fitting.stream()
                .filter(run -> run.id().equals(id) || fitting.size() == 1)
                .findFirst();
    }
}
