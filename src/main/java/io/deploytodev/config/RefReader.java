package io.deploytodev.config;

import io.deploytodev.config.DeployConfig.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads what a deploy of a ref needs to know beside what every deploy does. */
final class RefReader {

    /** The file that every deploy takes. */
    private static final String SAME = "same";

    /** A first fetch of a large repository takes minutes. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private RefReader() {}

    /** @param path makes the path of a key's text */
    static DeployConfig.OfRef read(YamlMap root, BiFunction<YamlMap, String, Path> path) {
        Optional<YamlMap> ref = root.map("ref");
        ref.ifPresent(map -> map.allowOnly(List.of("remote", "env_file", "host_env_file", "timeout")));
        Optional<String> here = ref.flatMap(map -> map.text("env_file"));
        Optional<Environment> there =
                ref.flatMap(map -> map.text("host_env_file")).map(Environment.OnHost::new);
        if (here.isPresent() && there.isPresent()) {
            ref.get().problem("host_env_file", "and env_file exclude each other: the variables come from one file");
        }
        boolean same = here.filter(SAME::equals).isPresent();
        return new DeployConfig.OfRef(
                ref.flatMap(map -> map.text("remote")).filter(text -> isRemote(text, ref.get())),
                same,
                here.filter(text -> !same)
                        .map(text -> path.apply(ref.get(), "env_file"))
                        .<Environment>map(Environment.OnWorkstation::new)
                        .or(() -> there),
                ref.flatMap(map -> DurationText.positive(map, "timeout")).orElse(TIMEOUT));
    }

    /** Git would take it for an option. */
    private static boolean isRemote(String text, YamlMap map) {
        if (text.startsWith("-")) {
            map.problem("remote", "must be the name of a remote or an address, not " + text);
            return false;
        }
        return true;
    }
}
