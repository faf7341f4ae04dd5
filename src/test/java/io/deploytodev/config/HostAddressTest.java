package io.deploytodev.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deploytodev.config.DeployConfig.HostEntry;
import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAddressTest {

    @ParameterizedTest
    @CsvSource({
        "dev, , dev, ",
        "dev.example.internal:2222, , dev.example.internal, 2222",
        "deploy@dev, deploy, dev, ",
        "deploy@192.0.2.1:22, deploy, 192.0.2.1, 22",
        "2001:db8::1, , 2001:db8::1, ",
        "[2001:db8::1]:2222, , 2001:db8::1, 2222",
        "a@b@[::1]:1, a@b, ::1, 1",
    })
    void anAddressIsWrittenAsForSsh(String text, String user, String address, Integer port) {
        HostEntry entry = HostAddress.parse(text);
        assertThat(entry.name()).isEqualTo(text);
        assertThat(entry.user()).isEqualTo(Optional.ofNullable(user));
        assertThat(entry.address()).isEqualTo(address);
        assertThat(entry.port()).isEqualTo(Optional.ofNullable(port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-oProxyCommand=x",
                "dev:",
                "dev:0",
                "dev:65536",
                "dev:ssh",
                "@dev",
                "-l@dev",
                "a b",
                "dev/x",
                "$(id)@dev",
                "[dev",
                "a;b@dev",
                "dev:22:33"
            })
    void whatIsNoAddressIsRefusedWithTheFormThatItHas(String text) {
        assertThatThrownBy(() -> HostAddress.parse(text)).isInstanceOfSatisfying(DeployFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(FailureKind.USAGE);
            assertThat(failure.why()).contains("[user@]host[:port]");
        });
    }
}
