package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.host.CommandFailed;
import io.deploytodev.host.CommandResult;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrontabTest {

    @Test
    void theLineIsWhatCronAndTheShellReadBackAsOnePath() {
        assertThat(Crontab.lines("shop-1a2b3c4d", Path.of("/shop/config/deploy.yml"), Path.of("/home/a b/50%/run")))
                .containsExactly(
                        "# deploy-to-dev schedules shop-1a2b3c4d, for /shop/config/deploy.yml",
                        "* * * * * /bin/sh '/home/a b/50\\%/run'");
    }

    @Test
    void ourLinesAreWrittenInUtf8() {
        assertThat(Crontab.with("", "shop-1", List.of("# Zo\u00eb"))).isEqualTo("# Zo\u00c3\u00ab\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no crontab for ada | true",
                "crontab: no crontab for ada | true",
                "crontab: can't open 'ada': No such file or directory | true",
                "You (ada) are not allowed to use this program (crontab) | false",
                "crontabs/ada/: fopen: Permission denied | false",
            })
    void noneIsOnlyWhatCrontabSaysIsNone(String stderr, boolean none) {
        CommandResult result = new CommandResult(1, new byte[0], stderr);
        if (none) {
            assertThat(Crontab.list().parser().parse(result)).isEmpty();
        } else {
            assertThatThrownBy(() -> Crontab.list().parser().parse(result)).isInstanceOf(CommandFailed.class);
        }
    }

    @Test
    void theDaemonIsKnownByItsNameWhateverElseRuns() {
        assertThat(CronTimer.isReader("/usr/sbin/cron")).isTrue();
        assertThat(CronTimer.isReader("/")).isFalse();
        assertThat(CronTimer.isReader("/usr/bin/crontab")).isFalse();
    }

    @Test
    void anotherProjectsLinesAreNotOurs() {
        List<String> ours = Crontab.lines("shop-1", Path.of("/a"), Path.of("/run"));
        List<String> theirs = Crontab.lines("shop-10", Path.of("/b"), Path.of("/run"));
        String text = Crontab.with(Crontab.with("", "shop-10", theirs), "shop-1", ours);
        assertThat(text).isEqualTo(String.join("\n", theirs) + "\n" + String.join("\n", ours) + "\n");
        assertThat(Crontab.has(text, "shop-1")).isTrue();
        assertThat(Crontab.without(text, "shop-1")).isEqualTo(String.join("\n", theirs) + "\n");
        assertThat(Crontab.has(Crontab.without(text, "shop-1"), "shop-1")).isFalse();
    }

    @Test
    void aFileThatSomebodyCopiedOursIntoTwiceHasThemOnceAfterwards() {
        List<String> ours = Crontab.lines("shop-1", Path.of("/a"), Path.of("/run"));
        String twice = String.join("\n", ours) + "\nX=1\n" + String.join("\n", ours) + "\n";
        assertThat(Crontab.with(twice, "shop-1", ours)).isEqualTo(String.join("\n", ours) + "\nX=1\n");
    }
}
