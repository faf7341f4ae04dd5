package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownProfilesTest {

    private final KnownProfiles profiles = new KnownProfiles(List.of("mail", "debug"));

    @Test
    void aProfileThatNoServiceIsInIsRefusedWithThoseThereAre() {
        DeployFailure failure =
                catchThrowableOfType(DeployFailure.class, () -> profiles.check(List.of("debug", "mial")));
        assertThat(failure.kind()).isEqualTo(FailureKind.USAGE);
        assertThat(failure.what()).isEqualTo("No service is in a profile mial.");
        assertThat(failure.why()).isEqualTo("The profiles are: debug, mail.");
        assertThat(failure.next()).isEqualTo("Did you mean mail? Name one of them with --profile.");
    }

    @Test
    void theStarThatMeansAllProfilesIsLeftToCompose() {
        assertThatCode(() -> profiles.check(List.of("*", "mail"))).doesNotThrowAnyException();
    }

    @Test
    void theHintSaysWhenThereAreNone() {
        assertThat(new KnownProfiles(List.of()).hint("mail")).isEqualTo("No service has profiles.");
        assertThat(profiles.hint("debgu")).isEqualTo("Did you mean debug? The profiles are: debug, mail.");
    }
}
