package io.deploytodev.deploy;

import io.deploytodev.backup.BackupFacts;
import io.deploytodev.backup.Member;
import io.deploytodev.backup.PostgresFacts;
import io.deploytodev.backup.Server;
import io.deploytodev.connection.Connection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.docker.ComposeService;
import io.deploytodev.docker.ContainerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What is written down of the programs whose data an archive holds: whoever brings it back must have some that can read it. */
final class SavedServers {

    private final Connection connection;
    private final ComposeModel model;
    private final BackupFacts facts;

    SavedServers(Connection connection, ComposeModel model, BackupFacts facts) {
        this.connection = connection;
        this.model = model;
        this.facts = facts;
    }

    List<Server> of(List<Member> members) {
        TreeSet<String> services = new TreeSet<>();
        members.forEach(member -> services.addAll(member.services()));
        return services.stream()
                .flatMap(service -> facts.containers().stream()
                        .filter(container -> container.service().equals(service))
                        .limit(1)
                        .map(this::server))
                .toList();
    }

    private Server server(ContainerState container) {
        String service = container.service();
        String image = Optional.ofNullable(model.services().get(service))
                .flatMap(ComposeService::image)
                .orElse(container.imageId());
        PostgresFacts postgres = facts.servers().get(service);
        if (postgres == null) {
            String version = facts.postgres().contains(service)
                    ? connection
                            .host()
                            .run(PostgresFacts.version(container.imageId()))
                            .orElse("")
                    : "";
            return new Server(service, image, container.imageId(), version, "", "", "", "", "");
        }
        Optional<Map.Entry<String, String>> mount = container.volumes().entrySet().stream()
                .filter(each -> postgres.data().startsWith(each.getKey())
                        || each.getKey().startsWith("/var/lib/postgresql"))
                .findFirst();
        return new Server(
                service,
                image,
                container.imageId(),
                postgres.version(),
                postgres.user(),
                mount.map(each -> facts.keys().getOrDefault(each.getValue(), ""))
                        .orElse(""),
                mount.map(Map.Entry::getKey).orElse(""),
                postgres.data(),
                postgres.initialArguments());
    }
}
