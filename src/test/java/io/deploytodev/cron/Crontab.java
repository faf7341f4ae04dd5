package io.deploytodev.cron;

import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** The plain forms of crontab(5) asked minute by minute: slow, and simple enough to be believed. */
final class Crontab {

    private static final List<String> MONTHS =
            List.of("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;

    Crontab(String text) {
        String[] fields = text.toLowerCase(Locale.ROOT).split(" ", -1);
        minutes = field(fields[0], 0, 59, List.of());
        hours = field(fields[1], 0, 23, List.of());
        days = field(fields[2], 1, 31, List.of());
        months = field(fields[3], 1, 12, MONTHS);
        weekdays = field(fields[4], 0, 7, DAYS);
        weekdays.set(0, weekdays.get(0) || weekdays.get(7));
        eitherDay = !fields[2].matches("[*?].*") && !fields[4].matches("[*?].*");
    }

    boolean names(LocalDateTime time) {
        boolean day = days.get(time.getDayOfMonth());
        boolean weekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
        return minutes.get(time.getMinute())
                && hours.get(time.getHour())
                && months.get(time.getMonthValue())
                && (eitherDay ? day || weekday : day && weekday);
    }

    private static BitSet field(String text, int first, int last, List<String> names) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] step = part.split("/", -1);
            String[] range = step[0].split("-", -1);
            boolean all = step[0].matches("[*?]");
            int from = all ? first : number(range[0], names);
            int to = all || (range.length == 1 && step.length == 2) ? last : number(range[range.length - 1], names);
            for (int value = from; value <= to; value += step.length == 2 ? Integer.parseInt(step[1]) : 1) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String text, List<String> names) {
        return names.contains(text) ? names.indexOf(text) : Integer.parseInt(text);
    }
}
