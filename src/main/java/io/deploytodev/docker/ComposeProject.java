package io.deploytodev.docker;

import java.util.List;
import java.util.Optional;

/**
 * A Compose project as it lies on the dev host.
 *
 * @param name the project name, the label that all its containers carry
 * @param directory absolute path that relative paths in the files refer to
 * @param files absolute paths, merged in this order
 * @param envFile absolute path of the file that variables come from
 */
public record ComposeProject(
        String name, String directory, List<String> files, Optional<String> envFile, List<String> profiles) {

    public ComposeProject {
        files = List.copyOf(files);
        profiles = List.copyOf(profiles);
    }

    /** The same project with these profiles switched on, and no others. */
    public ComposeProject withProfiles(List<String> others) {
        return new ComposeProject(name, directory, files, envFile, others);
    }

    /**
     * The same project read from one resolved model, which holds nothing but what the profiles switched on. Its variables
     * are filled in, but for those that secrets and configs are made of.
     */
    public ComposeProject resolvedTo(String modelFile) {
        return new ComposeProject(name, directory, List.of(modelFile), envFile, List.of());
    }
}
