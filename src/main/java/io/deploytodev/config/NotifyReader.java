package io.deploytodev.config;

import io.deploytodev.config.Schedule.Telling;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads who is told of runs that nobody watches. */
final class NotifyReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private NotifyReader() {}

    /** @param variables of the environment, and of the file {@code .env} beside {@code deploy.yml} */
    static Notify read(YamlMap root, Map<String, String> variables) {
        Optional<YamlMap> notify = root.map("notify");
        notify.ifPresent(map -> map.allowOnly(List.of("webhook_env", "secret_env", "format", "on", "dead_man_env")));
        Optional<String> webhook = notify.flatMap(map -> variable(map, "webhook_env"));
        Optional<String> secret = notify.flatMap(map -> variable(map, "secret_env"));
        Optional<String> deadMan = notify.flatMap(map -> variable(map, "dead_man_env"));
        Map<String, String> values = new HashMap<>();
        Stream.of(webhook, secret, deadMan)
                .flatMap(Optional::stream)
                .filter(variables::containsKey)
                .forEach(name -> values.put(name, variables.getOrDefault(name, "")));
        return new Notify(
                webhook,
                secret,
                notify.map(NotifyReader::format).orElse(Notify.Format.JSON),
                notify.map(NotifyReader::on).orElse(Set.of(Telling.FAILURE, Telling.RECOVERY)),
                deadMan,
                values);
    }

    /** Whoever writes the address itself into the file is told before it is in git. */
    private static Optional<String> variable(YamlMap map, String key) {
        Optional<String> name = map.text(key);
        if (name.filter(text -> !NAME.matcher(text).matches()).isPresent()) {
            map.problem(
                    key,
                    "must be the name of an environment variable that holds it, not the address or the secret itself");
            return Optional.empty();
        }
        return name;
    }

    private static Notify.Format format(YamlMap map) {
        String text = map.text("format").orElse("json");
        if (!text.equals("json") && !text.equals("slack")) {
            map.problem("format", "must be json or slack, not " + text);
        }
        return text.equals("slack") ? Notify.Format.SLACK : Notify.Format.JSON;
    }

    private static Set<Telling> on(YamlMap map) {
        Set<Telling> on = EnumSet.noneOf(Telling.class);
        for (String text : map.list("on")) {
            Optional<Telling> known = Arrays.stream(Telling.values())
                    .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst();
            known.ifPresentOrElse(on::add, () -> map.problem("on", "must be failure, recovery or always, not " + text));
        }
        return map.has("on") ? on : Set.of(Telling.FAILURE, Telling.RECOVERY);
    }
}
