package io.deploytodev.rollout;

import io.deploytodev.checks.PullRefusal;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.host.CommandFailed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What it means that an image could not be fetched: registries and engines say it in many ways. */
final class ImagePull {

    private ImagePull() {}

    /** @param images service to the image that was to be fetched for it */
    static DeployFailure failure(FailureKind kind, Map<String, String> images, CommandFailed e) {
        List<String> lines = e.lastLines();
        Map<String, String> meant = meant(images, String.join("\n", lines));
        String image = meant.values().stream().findFirst().orElse("");
        String said = lines.isEmpty() ? String.valueOf(e.getMessage()) : lines.get(lines.size() - 1);
        return new DeployFailure(
                kind,
                what(meant),
                PullRefusal.cause(said) + "\n" + said.strip(),
                PullRefusal.next(said, image),
                lines,
                e);
    }

    /** Those that the engine speaks of, by name or by registry; all, where it names none. */
    private static Map<String, String> meant(Map<String, String> images, String said) {
        Map<String, String> named = new TreeMap<>(images);
        named.values().removeIf(image -> !said.contains(repository(image)));
        if (named.isEmpty()) {
            named.putAll(images);
            named.values().removeIf(image -> !said.contains(PullRefusal.registry(image)));
        }
        return named.isEmpty() ? new TreeMap<>(images) : named;
    }

    private static String what(Map<String, String> meant) {
        Map<String, List<String>> services = meant.entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, TreeMap::new, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return services.entrySet().stream()
                        .map(each -> each.getKey() + " of " + String.join(", ", each.getValue()))
                        .collect(Collectors.joining("; ", services.size() == 1 ? "The image " : "The images ", ""))
                + " cannot be pulled.";
    }

    private static String repository(String image) {
        return image.replaceFirst("@.*$", "").replaceFirst(":[^:/]*$", "");
    }
}
