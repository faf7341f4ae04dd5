package io.deploytodev.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an expression names on a clock that is never set; what zones make of it, {@link TimetableTest} tries. */
class CronExpressionTest {

    /** Begins before a leap year, and ends after one. */
    private static final LocalDateTime BEGIN = LocalDateTime.of(2027, 1, 1, 0, 0);

    private static final LocalDateTime END = LocalDateTime.of(2029, 4, 1, 0, 0);

    /** Of an expression that is due each minute a few weeks say as much as years. */
    private static final int ENOUGH = 1000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "* * * * *",
                "*/15 * * * *",
                "0 * * * *",
                "0 2 * * *",
                "30 2 * * 1-5",
                "30 2 * * mon-fri",
                "30 2 * * MON-FRI",
                "0 2 * * 0",
                "0 2 * * 7",
                "0 2 * * 5-7",
                "0 2 * * sun-tue",
                "0 2 * * thu,sun-mon",
                "0 2 * * sat,sun",
                "0 2 * * 1,3,5",
                "0 0 1 1 *",
                "59 23 31 12 *",
                "0 0 29 2 *",
                "0 0 29 feb *",
                "0 0 31 * *",
                "0 2 28-31 * *",
                "15,45 */6 * * *",
                "5/10 8-18/2 * * *",
                "0-30/7 1 * * *",
                "0 2 10/5 * *",
                "0 22-23,0-3 * * *",
                "0 2 * jan,jul sun",
                "0 12 * feb-apr/2 *",
                "0 2 13 * fri",
                "0 2 1-7 * 1",
                "0 2 29 2 1",
                "0 3 */2 * *",
                "0 3 */2 * */2",
                "0 3 */2 * 1",
                "0 2 ? * mon",
                "0 2 1 * ?",
            })
    void itNamesTheTimesThatCrontabNames(String text) {
        Crontab crontab = new Crontab(text);
        List<LocalDateTime> expected = new ArrayList<>();
        for (LocalDateTime time = BEGIN; time.isBefore(END) && expected.size() < ENOUGH; time = time.plusMinutes(1)) {
            if (crontab.names(time)) {
                expected.add(time);
            }
        }
        assertThat(times(text, expected.size())).isNotEmpty().isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@hourly | 2027-01-01T00:00 2027-01-01T01:00 2027-01-01T02:00",
                "@daily | 2027-01-01T00:00 2027-01-02T00:00 2027-01-03T00:00",
                "@midnight | 2027-01-01T00:00 2027-01-02T00:00 2027-01-03T00:00",
                "@weekly | 2027-01-03T00:00 2027-01-10T00:00 2027-01-17T00:00",
                "@monthly | 2027-01-01T00:00 2027-02-01T00:00 2027-03-01T00:00",
                "@yearly | 2027-01-01T00:00 2028-01-01T00:00 2029-01-01T00:00",
                "@annually | 2027-01-01T00:00 2028-01-01T00:00 2029-01-01T00:00",
                "0 2 L * * | 2027-01-31T02:00 2027-02-28T02:00 2027-03-31T02:00",
                "0 2 L 2 * | 2027-02-28T02:00 2028-02-29T02:00 2029-02-28T02:00",
                "0 2 L-3 * * | 2027-01-28T02:00 2027-02-25T02:00 2027-03-28T02:00",
                "0 2 LW * * | 2027-01-29T02:00 2027-02-26T02:00 2027-03-31T02:00",
                "0 2 15W * * | 2027-01-15T02:00 2027-02-15T02:00 2027-03-15T02:00 2027-04-15T02:00 2027-05-14T02:00",
                "0 2 * * 5L | 2027-01-29T02:00 2027-02-26T02:00 2027-03-26T02:00",
                "0 2 * * fri#2 | 2027-01-08T02:00 2027-02-12T02:00 2027-03-12T02:00",
                "0 2 L * fri | 2027-01-01T02:00 2027-01-08T02:00 2027-01-15T02:00 2027-01-22T02:00 2027-01-29T02:00 2027-01-31T02:00",
                "0 0 29 2 * | 2028-02-29T00:00 2032-02-29T00:00 2036-02-29T00:00",
            })
    void itKnowsNamesOfItsOwnAndTheLastDays(String text, String expected) {
        List<LocalDateTime> times =
                List.of(expected.split(" ")).stream().map(LocalDateTime::parse).toList();
        assertThat(times(text, times.size())).isEqualTo(times);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * 32 * *",
                "* * * 13 *",
                "* * * * 8",
                "* * * * foo",
                "*/0 * * * *",
                "*/61 * * * *",
                "-1 * * * *",
                "1-60 * * * *",
                "0 22-4 * * *",
                "1,,2 * * * *",
                "a * * * *",
                "@reboot",
                "@",
                "@daily x",
                "0 0 30 2 *",
                "0 0 31 2,4,6,9,11 *",
                "\u0000 * * * *",
                "0 2 * * 1#6",
                "0 2 * * 1#0",
                "0 2 * * 1#2,3",
                "0 2 * * fri#1-2",
                "0 2 * * 3,5L",
                "0 2 1,L * *",
                "0 2 15W,L * *",
                "0 2 1-L * *",
                "0 2 L/2 * *",
            })
    void whatNamesNoTimeIsRefusedInAFewWords(String text) {
        assertThatThrownBy(() -> CronExpression.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()))
                        .hasSizeLessThan(250)
                        .doesNotContain("null"));
    }

    @Test
    void whatIsLongerThanAnyExpressionIsNotEvenTried() {
        assertThatThrownBy(() -> CronExpression.parse("0".repeat(100_000) + " * * * *"))
                .hasMessage("is longer than any cron expression");
    }

    @Test
    void twoAreTheSameWhenTheyAreWrittenAlike() {
        assertThat(CronExpression.parse(" 0 2 * * * "))
                .isEqualTo(CronExpression.parse("0 2 * * *"))
                .hasSameHashCodeAs(CronExpression.parse("0 2 * * *"))
                .hasToString("0 2 * * *")
                .isNotEqualTo(CronExpression.parse("@daily"));
    }

    private static List<LocalDateTime> times(String text, int count) {
        CronExpression expression = CronExpression.parse(text);
        List<LocalDateTime> times = new ArrayList<>();
        Optional<LocalDateTime> next = expression.next(BEGIN.minusNanos(1));
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = expression.next(next.get());
        }
        return times;
    }
}
