package io.deploytodev.deploy;

import io.deploytodev.backup.Archive;
import io.deploytodev.backup.ArchiveCommands;
import io.deploytodev.backup.How;
import io.deploytodev.backup.Keeping;
import io.deploytodev.backup.LocalArchives;
import io.deploytodev.config.BackupSettings;
import io.deploytodev.config.BackupSettings.Destination;
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

    public Archives(BackupSettings settings, String project) {
        this.settings = settings;
        this.project = project;
    }

    /** The directory on the host; an archive that goes to the workstation is made there, too. */
    public String onHost(String home) {
        String named = settings.destination() instanceof Destination.OnHost there
                ? there.directory().map(text -> text.replaceFirst("/+$", "")).orElse(USUAL)
                : USUAL;
        return (named.startsWith("/") ? named : home + "/" + named.replaceFirst("^~/", "")) + "/" + project;
    }

    /** The directory here, if they are to lie here. */
    public Optional<Path> here() {
        return settings.destination() instanceof Destination.OnWorkstation here
                ? Optional.of(here.directory().resolve(project))
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
        return all;
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
