package io.deploytodev.cron;

import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cron expression: minute, hour, day of the month, month and day of the week as crontab(5) has them, and beside that L, W
 * and # (the last day, the nearest weekday, the second Friday), ? for *, and {@code @daily} and its like. It names times on
 * a wall clock that is never set; what a time zone makes of them, {@link Timetable} knows.
 *
 * <p>The library behind it is asked in UTC alone: where a zone's clocks change, it has its own mind, and that has changed
 * from version to version.
 */
public final class CronExpression {

    /** Nobody needs more, and the library's patterns take long for what is much longer. */
    private static final int LONGEST = 200;

    private static final int FIELDS = 5;
    private static final int DAY_OF_MONTH = 2;
    private static final int DAY_OF_WEEK = 4;

    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");

    /** To the library Sunday is 7, so that no range could begin with it. */
    private static final Pattern FROM_SUNDAY = Pattern.compile("(?i)(^|,)sun-");

    private static final List<String> NAMES =
            List.of("@hourly", "@daily", "@midnight", "@weekly", "@monthly", "@yearly", "@annually");

    /** In a list the library hears the numbers alone, and it knows a sixth Friday. */
    private static final List<Pattern> MISHEARD = List.of(
            Pattern.compile("(?i).*[LW].*[,/].*|.*[,/].*[LW].*|.*\\d-L.*"),
            Pattern.compile("(?i).*[L#].*[,/-].*|.*[,/-].*[L#].*|.*#(?![1-5]$).*"));

    /** Where the search for the first time begins; before it nothing is due. */
    private static final LocalDateTime LONG_AGO = LocalDateTime.of(2001, 1, 1, 0, 0);

    private final String text;
    private final List<ExecutionTime> parts;

    private CronExpression(String text, List<ExecutionTime> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException that says what is wrong with it, to stand behind "cron: "
     */
    public static CronExpression parse(String given) {
        String text = given.strip();
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than any cron expression");
        }
        if (text.startsWith("@") && !NAMES.contains(text)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", NAMES) + ", or have five fields");
        }
        List<String> fields = List.of(BLANKS.split(text));
        if (!text.startsWith("@") && fields.size() != FIELDS) {
            throw new IllegalArgumentException(
                    "must have five fields (minute, hour, day of the month, month, day of the week), or be @daily or the like;"
                            + " it has " + fields.size());
        }
        if (fields.size() == FIELDS
                && (MISHEARD.get(0).matcher(fields.get(DAY_OF_MONTH)).matches()
                        || MISHEARD.get(1).matcher(fields.get(DAY_OF_WEEK)).matches())) {
            throw new IllegalArgumentException(
                    "may have L, W or #1 to #5 in a field of its own only, without a list or a step");
        }
        CronExpression expression = new CronExpression(
                text,
                text.startsWith("@")
                        ? List.of(part(text))
                        : single(fields).map(CronExpression::part).toList());
        if (mayNeverCome(fields) && expression.next(LONG_AGO).isEmpty()) {
            throw new IllegalArgumentException("names a day that never comes");
        }
        return expression;
    }

    /** Crontab's rule: where both fields say which day, either of them will do. The library would want both. */
    private static Stream<String> single(List<String> fields) {
        if (isOpen(fields.get(DAY_OF_MONTH)) || isOpen(fields.get(DAY_OF_WEEK))) {
            return Stream.of(String.join(" ", withSunday(fields)));
        }
        List<String> byMonth = new ArrayList<>(fields);
        byMonth.set(DAY_OF_WEEK, "*");
        List<String> byWeek = new ArrayList<>(withSunday(fields));
        byWeek.set(DAY_OF_MONTH, "*");
        return Stream.of(String.join(" ", byMonth), String.join(" ", byWeek));
    }

    private static boolean isOpen(String field) {
        return field.startsWith("*") || field.equals("?");
    }

    private static List<String> withSunday(List<String> fields) {
        List<String> changed = new ArrayList<>(fields);
        changed.set(DAY_OF_WEEK, FROM_SUNDAY.matcher(fields.get(DAY_OF_WEEK)).replaceAll("$10-"));
        return changed;
    }

    private static ExecutionTime part(String text) {
        try {
            return ExecutionTime.forCron(
                    new CronParser(definition()).parse(text).validate());
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage()).replaceFirst("^Failed to parse cron expression\\. ", "");
            throw new IllegalArgumentException("is no cron expression: " + why, e);
        }
    }

    private static CronDefinition definition() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withValidRange(0, 59)
                .withStrictRange()
                .and()
                .withHours()
                .withValidRange(0, 23)
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withValidRange(1, 31)
                .supportsL()
                .supportsW()
                .supportsLW()
                .supportsQuestionMark()
                .withStrictRange()
                .and()
                .withMonth()
                .withValidRange(1, 12)
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .supportsHash()
                .supportsL()
                .supportsQuestionMark()
                .withStrictRange()
                .and()
                .withSupportedNicknameYearly()
                .withSupportedNicknameAnnually()
                .withSupportedNicknameMonthly()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameDaily()
                .withSupportedNicknameMidnight()
                .withSupportedNicknameHourly()
                .instance();
    }

    /** The 30th of February; to look for it costs more than the rest of the reading. */
    private static boolean mayNeverCome(List<String> fields) {
        return fields.size() == FIELDS
                && !isOpen(fields.get(DAY_OF_MONTH))
                && isOpen(fields.get(DAY_OF_WEEK))
                && !isOpen(fields.get(DAY_OF_MONTH + 1));
    }

    /** The first time after this one on a clock that is never set; empty when there is none any more. */
    public Optional<LocalDateTime> next(LocalDateTime after) {
        return parts.stream()
                .flatMap(part -> part.nextExecution(after.atZone(ZoneOffset.UTC)).stream())
                .map(found -> found.toLocalDateTime())
                .min(LocalDateTime::compareTo);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronExpression that && that.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
