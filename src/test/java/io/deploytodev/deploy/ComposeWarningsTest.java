package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComposeWarningsTest {

    private final List<String> notices = new ArrayList<>();
    private final ComposeWarnings warnings =
            new ComposeWarnings("A=1\nREDIS_PASSWORD=hunter$rest22\n", "dev.env", Optional.empty(), notices::add);

    @Test
    void aVariableThatNobodySetIsToldOnce() {
        warnings.line(notSet("TAG"));
        warnings.line(notSet("TAG"));
        assertThat(notices).containsExactly("The 'TAG' variable is not set. Defaulting to a blank string.");
    }

    @Test
    void aDollarSignInAPasswordIsToldWithoutThePassword() {
        warnings.line(notSet("rest22"));
        assertThat(notices).singleElement().asString().contains("REDIS_PASSWORD in dev.env", "single quotes");
        assertThat(notices.get(0)).doesNotContain("hunter").doesNotContain("rest22");
    }

    @Test
    void whereTheVariablesMayHaveStayedIsToldOnceAfterThem() {
        ComposeWarnings hinting = new ComposeWarnings("", "dev.env", Optional.of(".env stays"), notices::add);
        hinting.line("time=\"2026\" level=warning msg=\"version is obsolete\"");
        assertThat(notices).containsExactly("version is obsolete");
        hinting.line(notSet("TAG"));
        hinting.line(notSet("PORT"));
        assertThat(notices.subList(2, 4))
                .containsExactly(".env stays", "The 'PORT' variable is not set. Defaulting to a blank string.");
    }

    @Test
    void whatIsNoWarningIsNotTold() {
        warnings.line("Container redis Created");
        assertThat(notices).isEmpty();
    }

    private static String notSet(String variable) {
        return "time=\"2026\" level=warning msg=\"The \\\"" + variable
                + "\\\" variable is not set. Defaulting to a blank string.\"";
    }
}
