package io.deploytodev.checks;

import io.deploytodev.docker.BuildSection;
import io.deploytodev.docker.ComposeModel;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.Command;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the Dockerfiles that a model names are on the host, so that no build begins without. */
public final class Dockerfiles {

    private static final String MISSING = "for file do [ -f \"$file\" ] || printf '%s\\n' \"$file\"; done";

    private Dockerfiles() {}

    /** Path on the host to the first of these services that is built from it. */
    public static Map<String, String> of(ComposeModel model, Collection<String> services) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String service : services) {
            model.service(service)
                    .build()
                    .flatMap(build -> BuildSection.parse(build).file())
                    .ifPresent(path -> files.putIfAbsent(path, service));
        }
        return files;
    }

    /** Those of these files that are not there. */
    public static Command<List<String>> missing(Collection<String> files) {
        return Command.script(MISSING, new ArrayList<>(files))
                .parsedBy(result -> result.text().lines().toList());
    }

    /**
     * What a missing one means.
     *
     * @param source where the tree lies on the host
     */
    public static DeployFailure failure(String file, String service, String source) {
        String name = file.startsWith(source + "/") ? file.substring(source.length() + 1) : file;
        return new DeployFailure(
                FailureKind.CONFIG,
                "There is no " + name + " to build " + service + " from.",
                "build names it in the compose files, but the tree on the host does not have it. (Found before anything was"
                        + " built.)",
                "Correct build.context or build.dockerfile of " + service
                        + "; if the file exists here, see that the sync"
                        + " takes it along: git must not ignore it, and it must not lie in an excluded folder.");
    }
}
