package io.deploytodev.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TimetableTest {

    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Santiago",
            "Asia/Beirut",
            "Europe/Lisbon",
            "Atlantic/Azores",
            "Africa/Casablanca");

    /** Due at certain times of the day: each of these times is due once, whatever the clocks do. */
    private static final List<String> AT_TIMES = List.of(
            "0 2 * * *",
            "30 2 * * *",
            "0,30 2 * * *",
            "15 0-5 * * *",
            "0 0 * * *",
            "30 23 * * *",
            "0 */2 * * *",
            "*/10 0-3 * * *",
            "0 1 * * sun",
            "0 3 * * sun",
            "30 2 L * *",
            "0 2 29-31 3,10 *",
            "@daily",
            "@weekly");

    /** Due all around the clock, more often than any clock is set by: these go by the time that passes. */
    private static final List<String> AROUND_THE_CLOCK = List.of("* * * * *", "*/15 * * * *", "5/30 * * * *");

    static Stream<Arguments> atTimes() {
        return ZONES.stream().flatMap(zone -> AT_TIMES.stream().map(text -> Arguments.of(zone, text)));
    }

    static Stream<Arguments> aroundTheClock() {
        return ZONES.stream().flatMap(zone -> AROUND_THE_CLOCK.stream().map(text -> Arguments.of(zone, text)));
    }

    @ParameterizedTest
    @MethodSource("atTimes")
    void eachTimeThatItNamesIsDueOnceNeverLostAndNeverDoubled(String zone, String text) {
        ZoneId where = ZoneId.of(zone);
        Timetable timetable = timetable(text, zone);
        for (ZoneOffsetTransition change : transitions(where)) {
            LocalDateTime begin = change.getDateTimeBefore().minusDays(3);
            LocalDateTime end = change.getDateTimeBefore().plusDays(3);
            Set<Instant> expected = new TreeSet<>();
            Optional<LocalDateTime> next = timetable.expression().next(begin);
            while (next.isPresent() && !next.get().isAfter(end)) {
                ZoneOffsetTransition set = where.getRules().getTransition(next.get());
                // Java puts what is left out as much later as is left out; here it is due when the clocks are set.
                expected.add(
                        set != null && set.isGap()
                                ? set.getInstant()
                                : next.get().atZone(where).toInstant());
                next = timetable.expression().next(next.get());
            }
            Instant from = begin.atZone(where).toInstant();
            assertThat(all(timetable, from, end.atZone(where).toInstant()))
                    .as("around %s", change)
                    .containsExactlyElementsOf(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("aroundTheClock")
    void whatIsDueAllAroundTheClockGoesByTheTimeThatPasses(String zone, String text) {
        ZoneId where = ZoneId.of(zone);
        for (ZoneOffsetTransition set : transitions(where)) {
            Instant from = set.getInstant().minus(Duration.ofHours(3));
            Instant until = set.getInstant().plus(Duration.ofHours(4));
            Crontab crontab = new Crontab(text);
            List<Instant> expected = new ArrayList<>();
            for (Instant minute = from.plusSeconds(60); !minute.isAfter(until); minute = minute.plusSeconds(60)) {
                if (crontab.names(LocalDateTime.ofInstant(minute, where))) {
                    expected.add(minute);
                }
            }
            assertThat(all(timetable(text, zone), from, until))
                    .as("around %s", set)
                    .isEqualTo(expected);
        }
    }

    /** The table that README shows, in the zones that it names and others. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // The clocks leave out 02:00 to 03:00.
                "30 2 * * * | Europe/Berlin | 2027-03-27T12:00Z | 2027-03-28T03:00+02:00 2027-03-29T02:30+02:00",
                "0,30 2 * * * | Europe/Berlin | 2027-03-27T12:00Z | 2027-03-28T03:00+02:00 2027-03-29T02:00+02:00",
                "0 2,3 * * * | Europe/Berlin | 2027-03-27T12:00Z | 2027-03-28T03:00+02:00 2027-03-29T02:00+02:00",
                "*/30 * * * * | Europe/Berlin | 2027-03-28T00:30Z | 2027-03-28T03:00+02:00 2027-03-28T03:30+02:00",
                "30 * * * * | Europe/Berlin | 2027-03-28T00:00Z | 2027-03-28T01:30+01:00 2027-03-28T03:30+02:00",
                // They have 02:00 to 03:00 twice.
                "30 2 * * * | Europe/Berlin | 2027-10-30T12:00Z | 2027-10-31T02:30+02:00 2027-11-01T02:30+01:00",
                "0 2,3 * * * | Europe/Berlin | 2027-10-30T12:00Z | 2027-10-31T02:00+02:00 2027-10-31T03:00+01:00",
                "30 * * * * | Europe/Berlin | 2027-10-31T00:00Z | 2027-10-31T02:30+02:00 2027-10-31T02:30+01:00 2027-10-31T03:30+01:00",
                "30 2 * * * | America/New_York | 2027-03-13T12:00Z | 2027-03-14T03:00-04:00 2027-03-15T02:30-04:00",
                "30 1 * * * | America/New_York | 2027-11-06T12:00Z | 2027-11-07T01:30-04:00 2027-11-08T01:30-05:00",
                // Half an hour, not a whole one: 02:00 to 02:30 is left out, 01:30 to 02:00 comes twice.
                "15 2 * * * | Australia/Lord_Howe | 2027-10-02T00:00Z | 2027-10-03T02:30+11:00 2027-10-04T02:15+11:00",
                "45 2 * * * | Australia/Lord_Howe | 2027-10-02T00:00Z | 2027-10-03T02:45+11:00 2027-10-04T02:45+11:00",
                "45 1 * * * | Australia/Lord_Howe | 2027-04-03T00:00Z | 2027-04-04T01:45+11:00 2027-04-05T01:45+10:30",
                "45 * * * * | Australia/Lord_Howe | 2027-04-03T14:00Z | 2027-04-04T01:45+11:00 2027-04-04T02:45+10:30",
                // Midnight itself is left out, or comes twice.
                "0 0 * * * | America/Santiago | 2027-09-04T12:00Z | 2027-09-05T01:00-03:00 2027-09-06T00:00-03:00",
                "30 23 * * * | America/Santiago | 2027-04-03T12:00Z | 2027-04-03T23:30-03:00 2027-04-04T23:30-04:00",
                "0 0 * * * | America/Santiago | 2027-04-03T12:00Z | 2027-04-04T00:00-04:00 2027-04-05T00:00-04:00",
                "@daily | Asia/Beirut | 2027-03-27T12:00Z | 2027-03-28T01:00+03:00 2027-03-29T00:00+03:00",
                "30 23 * * * | Asia/Beirut | 2027-10-30T12:00Z | 2027-10-30T23:30+03:00 2027-10-31T23:30+02:00",
                // A whole day that never was: Samoa went from the 29th to the 31st.
                "0 2 * * * | Pacific/Apia | 2011-12-29T00:00Z | 2011-12-29T02:00-10:00 2011-12-31T00:00+14:00 2011-12-31T02:00+14:00",
                "0 2 30 * * | Pacific/Apia | 2011-12-01T00:00Z | 2011-12-31T00:00+14:00 2012-01-30T02:00+14:00",
            })
    void whereTheClocksAreSet(String text, String zone, String from, String expected) {
        Timetable timetable = timetable(text, zone);
        List<Instant> moments = new ArrayList<>();
        Instant at = Instant.parse(from.replace("Z", ":00Z"));
        List<Instant> wanted =
                Stream.of(expected.split(" ")).map(TimetableTest::moment).toList();
        while (moments.size() < wanted.size()) {
            at = timetable.nextAfter(at).orElseThrow();
            moments.add(at);
        }
        assertThat(moments).isEqualTo(wanted);
    }

    @Test
    void whicheverMomentOneAsksFromTheNextIsTheSame() {
        for (String zone : ZONES) {
            for (ZoneOffsetTransition set : transitions(ZoneId.of(zone))) {
                for (String text : List.of("*/20 * * * *", "40 * * * *", "0,40 0-3 * * *", "30 2 * * *")) {
                    Timetable timetable = timetable(text, zone);
                    Instant from = set.getInstant().minus(Duration.ofHours(2));
                    List<Instant> all = all(timetable, from, set.getInstant().plus(Duration.ofDays(2)));
                    for (int seconds = 0; seconds < Duration.ofHours(5).toSeconds(); seconds += 293) {
                        Instant asked = from.plusSeconds(seconds);
                        assertThat(timetable.nextAfter(asked))
                                .as("%s in %s after %s", text, zone, asked)
                                .isEqualTo(all.stream().filter(asked::isBefore).findFirst());
                    }
                }
            }
        }
    }

    @Test
    void theLastMomentIsFoundHoweverFarBackItLies() {
        Timetable nightly = timetable("0 2 * * *", "UTC");
        Instant now = Instant.parse("2027-05-10T09:00:00Z");
        assertThat(nightly.lastUpTo(now, now.minus(Duration.ofDays(30))))
                .contains(Instant.parse("2027-05-10T02:00:00Z"));
        assertThat(nightly.lastUpTo(now, Instant.parse("2027-05-10T02:00:00Z"))).isEmpty();
        assertThat(nightly.lastUpTo(now, Instant.parse("2027-05-10T01:59:59Z")))
                .contains(Instant.parse("2027-05-10T02:00:00Z"));
        assertThat(nightly.lastUpTo(Instant.parse("2027-05-10T02:00:00Z"), Instant.parse("2027-05-10T01:00:00Z")))
                .contains(Instant.parse("2027-05-10T02:00:00Z"));
        assertThat(timetable("* * * * *", "UTC").lastUpTo(now, now.minus(Duration.ofDays(3000))))
                .contains(now);
        assertThat(timetable("0 0 29 2 *", "UTC").lastUpTo(now, now.minus(Duration.ofDays(3000))))
                .contains(Instant.parse("2024-02-29T00:00:00Z"));
        assertThat(timetable("0 0 29 2 *", "UTC").lastUpTo(now, now)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "30, 30", "300, 100"})
    void whatWasMissedIsCountedUpToAMost(int nights, int counted) {
        Instant now = Instant.parse("2027-05-10T09:00:00Z");
        assertThat(timetable("0 2 * * *", "Europe/Berlin").count(now.minus(Duration.ofDays(nights)), now, 100))
                .isEqualTo(counted);
    }

    private static List<Instant> all(Timetable timetable, Instant after, Instant until) {
        List<Instant> all = new ArrayList<>();
        Optional<Instant> next = timetable.nextAfter(after);
        while (next.isPresent() && !next.get().isAfter(until)) {
            all.add(next.get());
            next = timetable.nextAfter(next.get());
        }
        return all;
    }

    private static List<ZoneOffsetTransition> transitions(ZoneId zone) {
        List<ZoneOffsetTransition> transitions = new ArrayList<>();
        Instant end = instant("2029-01-01T00:00", "UTC");
        ZoneOffsetTransition next = zone.getRules().nextTransition(instant("2027-01-01T00:00", "UTC"));
        while (next != null && next.getInstant().isBefore(end)) {
            transitions.add(next);
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return transitions;
    }

    private static Timetable timetable(String text, String zone) {
        return new Timetable(CronExpression.parse(text), ZoneId.of(zone));
    }

    private static Instant instant(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    private static Instant moment(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
