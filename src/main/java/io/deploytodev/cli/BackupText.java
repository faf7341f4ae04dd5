package io.deploytodev.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deploytodev.backup.Archive;
import io.deploytodev.backup.Manifest;
import io.deploytodev.backup.Member;
import io.deploytodev.host.Amount;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Archives in lines; pure. */
final class BackupText {

    private static final int SCHEMA = 1;

    private BackupText() {}

    /** For people. */
    static List<String> table(List<Archive> archives, String where, String directory) {
        if (archives.isEmpty()) {
            return List.of("There is no backup of " + where + "; deploy-to-dev backup makes one.");
        }
        List<List<String>> rows = new ArrayList<>();
        for (Archive archive : archives) {
            rows.add(List.of(
                    " ",
                    archive.id(),
                    Amount.of(archive.bytes()),
                    archive.here().isPresent() ? "here" : "host",
                    archive.manifest().map(Manifest::by).orElse(""),
                    archive.manifest().map(BackupText::content).orElse("what it holds cannot be read")));
        }
        List<String> lines = new ArrayList<>(List.of("Backups of " + where + ":"));
        lines.addAll(TextTable.lines(rows));
        List<String> places = new ArrayList<>();
        archives.stream()
                .flatMap(archive -> archive.here().stream())
                .map(file -> "in " + file.resolveSibling("") + " here")
                .distinct()
                .forEach(places::add);
        if (archives.stream().anyMatch(archive -> archive.here().isEmpty())) {
            places.add("in " + directory + " on the host");
        }
        lines.add("They lie " + String.join(" and ", places) + ".");
        return lines;
    }

    /** The same, where the host cannot be asked. */
    static List<String> ofThisMachine(List<Archive> archives, String where, String host) {
        List<String> lines = new ArrayList<>(table(archives, where, ""));
        lines.add(host + " cannot be asked, so what lies there is not among them.");
        return lines;
    }

    private static String content(Manifest manifest) {
        return manifest.members().stream()
                .filter(member -> member.kind() != Member.Kind.ROLES)
                .map(Member::name)
                .collect(Collectors.joining(", "));
    }

    /** For programs: an object for each, the newest first. */
    static List<String> json(List<Archive> archives) {
        List<String> lines = new ArrayList<>();
        for (Archive archive : archives) {
            ObjectNode object = JsonLine.object()
                    .put("schema", SCHEMA)
                    .put("kind", "backup")
                    .put("id", archive.id())
                    .put("bytes", archive.bytes())
                    .put("place", archive.here().isPresent() ? "workstation" : "host")
                    .put("file", archive.here().map(Path::toString).orElse(""))
                    .put("at", archive.manifest().map(Manifest::at).orElse(""))
                    .put("by", archive.manifest().map(Manifest::by).orElse(""))
                    .put("release", archive.manifest().map(Manifest::release).orElse(""))
                    .put("readable", archive.manifest().isPresent());
            var parts = object.putArray("parts");
            archive.manifest().stream()
                    .flatMap(manifest -> manifest.members().stream())
                    .forEach(member -> parts.addObject()
                            .put("kind", member.kind().name().toLowerCase(Locale.ROOT))
                            .put("name", member.name())
                            .put("service", member.service())
                            .put("how", member.how())
                            .put("bytes", member.bytes()));
            lines.add(JsonLine.of(object));
        }
        return lines;
    }
}
