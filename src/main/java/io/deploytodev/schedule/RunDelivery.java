package io.deploytodev.schedule;

import io.deploytodev.config.DeployConfig;
import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.connection.SshAccess;
import io.deploytodev.connection.Whom;
import io.deploytodev.ops.Inquiry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Brings the records of this machine to the hosts that they are about; one that cannot be reached gets them next time. */
public final class RunDelivery implements Consumer<RunFiles> {

    private final DeployConfig config;
    private final SshAccess access;
    private final Clock clock;

    public RunDelivery(DeployConfig config, SshAccess access, Clock clock) {
        this.config = config;
        this.access = access;
        this.clock = clock;
    }

    @Override
    public void accept(RunFiles files) {
        Map<String, List<RunRecord>> byHost = files.pending().stream().collect(Collectors.groupingBy(RunRecord::host));
        byHost.forEach((name, records) -> {
            HostEntry host = config.hosts().get(name);
            if (host != null) {
                bring(records, host, files);
            }
        });
    }

    private void bring(List<RunRecord> records, HostEntry host, RunFiles files) {
        try {
            new Inquiry(access, Whom.of(config, host), clock).ask(connection -> {
                HostRuns there = new HostRuns(connection.host(), connection.directory());
                for (RunRecord record : records) {
                    there.keep(record, files.said(record.id()).orElse(""));
                    files.arrived(record.id());
                }
                return records.size();
            });
        } catch (RuntimeException e) {
            // Whoever asks here sees them all the same, and the next run brings them.
        }
    }
}
