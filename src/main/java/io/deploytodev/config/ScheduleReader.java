package io.deploytodev.config;

import io.deploytodev.config.Schedule.Telling;
import io.deploytodev.cron.CronExpression;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads when what is to be deployed without anybody's asking. */
final class ScheduleReader {

    private static final List<String> KEYS = List.of(
            "cron",
            "zone",
            "host",
            "ref",
            "services",
            "skip_unchanged",
            "backup_first",
            "retries",
            "backoff",
            "deadline",
            "jitter",
            "notify");

    /** A file is called so, and a unit of systemd. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

    /** What git allows in the name of a branch or a tag, and what no git takes for an option. */
    private static final Pattern REF = Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}._/+@=#,-]{0,249}");

    /** Who typed more than that meant no zone, and there are hundreds to compare it with. */
    private static final int LONGEST_ZONE = 40;

    private static final int MOST_RETRIES = 20;
    private static final int RETRIES = 2;
    private static final Duration BACKOFF = Duration.ofMinutes(5);
    private static final Duration DEADLINE = Duration.ofHours(1);

    private ScheduleReader() {}

    static List<Schedule> read(YamlMap root, String defaultHost) {
        List<Schedule> schedules = new ArrayList<>();
        root.map("schedules").ifPresent(map -> {
            for (String name : map.keys()) {
                if (!NAME.matcher(name).matches()) {
                    map.problem(
                            name,
                            "is no name for a schedule: letters, digits, - _ and . are, and a letter or digit first");
                }
                map.map(name)
                        .flatMap(entry -> schedule(name, entry, root, defaultHost))
                        .ifPresent(schedules::add);
            }
        });
        return schedules;
    }

    private static Optional<Schedule> schedule(String name, YamlMap entry, YamlMap root, String defaultHost) {
        entry.allowOnly(KEYS);
        Optional<CronExpression> cron = cron(entry);
        Optional<ZoneId> zone = zone(entry);
        Duration backoff = DurationText.positive(entry, "backoff").orElse(BACKOFF);
        Duration deadline = DurationText.positive(entry, "deadline").orElse(DEADLINE);
        Duration jitter = DurationText.any(entry, "jitter").orElse(Duration.ZERO);
        String host = host(entry, root, defaultHost);
        Optional<String> ref = ref(entry);
        List<String> services = entry.list("services");
        boolean skip = flag(entry, "skip_unchanged", true);
        boolean backup = flag(entry, "backup_first", false);
        int retries = entry.integer("retries", RETRIES, 0, MOST_RETRIES);
        Optional<Set<Telling>> notify = notify(entry);
        if (cron.isEmpty() || zone.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Schedule(
                name,
                cron.get(),
                zone.get(),
                host,
                ref,
                services,
                skip,
                backup,
                retries,
                backoff,
                deadline,
                jitter,
                notify));
    }

    private static Optional<CronExpression> cron(YamlMap entry) {
        String text = entry.required("cron");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CronExpression.parse(text));
        } catch (IllegalArgumentException e) {
            entry.problem("cron", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The machine's own would be another one on each machine, and in a container mostly none. */
    private static Optional<ZoneId> zone(YamlMap entry) {
        Optional<String> named = entry.text("zone");
        if (named.isEmpty()) {
            entry.problem("zone", "is missing; such as Europe/Berlin or UTC");
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(named.get().strip()));
        } catch (DateTimeException e) {
            String near = named.filter(text -> text.length() <= LONGEST_ZONE)
                    .flatMap(text -> NearestName.of(text, ZoneId.getAvailableZoneIds()))
                    .map(zone -> "; did you mean " + zone + "?")
                    .orElse("");
            entry.problem("zone", "must be a time zone such as Europe/Berlin or UTC, not " + named.get() + near);
            return Optional.of(ZoneOffset.UTC);
        }
    }

    private static String host(YamlMap entry, YamlMap root, String defaultHost) {
        Set<String> hosts = root.map("hosts").map(YamlMap::keys).orElse(Set.of());
        Optional<String> named = entry.text("host");
        if (named.isPresent() && !hosts.isEmpty() && !hosts.contains(named.get())) {
            entry.problem("host", "is " + named.get() + ", but the hosts are " + String.join(", ", hosts));
        }
        return named.orElse(defaultHost);
    }

    private static Optional<String> ref(YamlMap entry) {
        Optional<String> ref = entry.text("ref");
        if (ref.filter(name -> !REF.matcher(name).matches() || name.contains(".."))
                .isPresent()) {
            entry.problem("ref", "must be a branch, a tag or a commit, such as origin/main, not " + ref.get());
        }
        return ref;
    }

    private static Optional<Set<Telling>> notify(YamlMap entry) {
        if (!entry.has("notify")) {
            return Optional.empty();
        }
        Set<Telling> tellings = EnumSet.noneOf(Telling.class);
        for (String word : entry.list("notify")) {
            Arrays.stream(Telling.values())
                    .filter(telling -> telling.name().toLowerCase(Locale.ROOT).equals(word))
                    .findFirst()
                    .ifPresentOrElse(
                            tellings::add,
                            () -> entry.problem("notify", "knows failure, recovery and always, not " + word));
        }
        return Optional.of(tellings);
    }

    private static boolean flag(YamlMap entry, String key, boolean byDefault) {
        Optional<String> text = entry.text(key).map(String::strip);
        if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
            entry.problem(key, "must be true or false, not " + text.get());
        }
        return text.map(Boolean::parseBoolean).orElse(byDefault);
    }
}
