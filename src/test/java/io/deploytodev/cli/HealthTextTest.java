package io.deploytodev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.ops.Link;
import io.deploytodev.ops.Link.Verdict;
import io.deploytodev.ops.LinkReport;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTextTest {

    private static final Link SSH = link("workstation", "dev host", "ssh", Verdict.GOOD, "answers", 31);

    static final LinkReport BROKEN = new LinkReport(
            "shop",
            "dev",
            List.of(
                    SSH,
                    link("web", "db", "connect to db:5432", Verdict.BROKEN, "the name db is not known there", 80),
                    link("mail", "db", "connect to db:5432", Verdict.UNKNOWN, "its image has nothing to ask with", 9)),
            List.of("web → db is broken: the name db is not known there."));

    @Test
    void eachLinkIsALineAndWhatIsBrokenIsSaidBelow() {
        assertThat(new HealthText(false).lines(BROKEN))
                .containsExactly(
                        "shop on dev",
                        "",
                        "  FROM         TO        ASKED               IN     SAID",
                        "✔ workstation  dev host  ssh                 31 ms  answers",
                        "✖ web          db        connect to db:5432  80 ms  the name db is not known there",
                        "? mail         db        connect to db:5432  9 ms   its image has nothing to ask with",
                        "",
                        "web → db is broken: the name db is not known there.");
    }

    @Test
    void whenAllHoldsOneLineSaysSo() {
        assertThat(new HealthText(false).lines(new LinkReport("shop", "dev", List.of(SSH), List.of())))
                .endsWith("Every link that can be asked holds.");
    }

    private static Link link(String from, String to, String question, Verdict verdict, String said, int millis) {
        return new Link(from, to, question, verdict, said, Duration.ofMillis(millis));
    }
}
