package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.ArchiveCommands;
import io.deploytodev.backup.How;
import io.deploytodev.backup.Keeping;
import io.deploytodev.backup.LocalArchives;
import io.deploytodev.config.BackupSettings;
import io.deploytodev.config.BackupSettings.Destination;
import io.deploytodev.config.NearestName;
import io.deploytodev.connection.Connection;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where the archives of a project lie, as its configuration says. */
public final class Archives {

    private static final String USUAL = "deploy-to-dev-backups";

    private final BackupSettings settings;
    private final String project;
    private final String host;

    /** @param host by its name in the configuration: several may have a project of the same name */
    public Archives(BackupSettings settings, String project, String host) {
        this.settings = settings;
        this.project = project;
        this.host = host;
    }

    String project() {
        return project;
    }

    /** The directory on the host; an archive that goes to the workstation is made there, too. */
    public String onHost(String home) {
        String named = settings.destination() instanceof Destination.OnHost there
                ? there.directory().map(text -> text.replaceFirst("/+$", "")).orElse(USUAL)
                : USUAL;
        return (named.startsWith("/") ? named : home + "/" + named.replaceFirst("^~/", "")) + "/" + project;
    }

    /** The directory here, if they are to lie here: one for each host, whose data is that of nobody else. */
    public Optional<Path> here() {
        return settings.destination() instanceof Destination.OnWorkstation here
                ? Optional.of(here.directory()
                        .resolve(project)
                        .resolve(host.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^\\.+", "_")))
                : Optional.empty();
    }

    Keeping keeping() {
        return new Keeping(settings.keep().count(), settings.keep().days());
    }

    Map<String, How> how() {
        return settings.how().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> How.valueOf(each.getValue().name())));
    }

    /** All that there are, in both places, the newest first. */
    public List<Archive> all(Connection connection) {
        List<Archive> all = new ArrayList<>(local());
        all.addAll(connection
                .host()
                .run(ArchiveCommands.list(onHost(connection.facts().home()))));
        return Archive.newestFirst(all);
    }

    /**
     * The one that is meant.
     *
     * @param wanted an id, or the beginning of one; empty for the newest
     * @throws DeployFailure of kind USAGE when there is none, or more than one
     */
    public Archive find(Connection connection, Optional<String> wanted) {
        return find(all(connection), wanted, connection.host().name());
    }

    static Archive find(List<Archive> all, Optional<String> wanted, String host) {
        if (all.isEmpty()) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    "There is no backup.",
                    "None lies on " + host + " where deploy.yml says (backup), nor one of it here.",
                    "Make one: deploy-to-dev backup. Or name a file: deploy-to-dev restore FILE.tar");
        }
        if (wanted.isEmpty()) {
            return all.get(0);
        }
        String id = wanted.get();
        List<Archive> fitting =
                all.stream().filter(archive -> archive.id().startsWith(id)).toList();
        long ids = fitting.stream().map(Archive::id).distinct().count();
        if (ids != 1) {
            throw new DeployFailure(
                    FailureKind.USAGE,
                    (ids == 0 ? "There is no backup " : "There is more than one backup ") + id + ".",
                    "deploy-to-dev backup list names those that there are.",
                    NearestName.of(id, all.stream().map(Archive::id).toList())
                            .map(near -> "Did you mean " + near + "?")
                            .orElse("Name one of those."));
        }
        return fitting.get(0);
    }

    /** Those that lie here, for when the host cannot be asked. */
    public List<Archive> local() {
        return here().map(Archives::local).orElse(List.of());
    }

    private static List<Archive> local(Path directory) {
        try {
            return new LocalArchives(directory).list();
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    static DeployFailure unreadable(Path directory, IOException e) {
        return new DeployFailure(
                FailureKind.CONFIG,
                "The directory of the archives on this machine cannot be used: " + directory + ".",
                e.toString(),
                "Mend that, or name another one in deploy.yml (backup.directory).",
                List.of(),
                e);
    }
}
