package io.deploytodev.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginTest {

    private static final List<String> LOGS = List.of("docker", "logs", "--tail=100", "shop-api-1");

    @Test
    void aHostThatTheSshConfigurationKnowsNeedsNothingElse() {
        assertThat(login("dev", Optional.empty(), Optional.empty(), List.of(), Optional.empty()))
                .isEqualTo("ssh dev docker logs --tail=100 shop-api-1");
    }

    @Test
    void everythingThatTheConfigurationSaysIsToldToSsh() {
        assertThat(login(
                        "dev.example.internal",
                        Optional.of(2222),
                        Optional.of("deploy"),
                        List.of(Path.of("/home/ada/my key"), Path.of("/home/ada/other")),
                        Optional.of(Path.of("/home/ada/known hosts"))))
                .isEqualTo("ssh -p 2222 -i '/home/ada/my key' -i /home/ada/other"
                        + " -o 'UserKnownHostsFile=\"/home/ada/known hosts\"'"
                        + " deploy@dev.example.internal docker logs --tail=100 shop-api-1");
    }

    /** The user's shell reads it first, then the host's, for which another sh stands here. */
    @Test
    void aCommandThatNeedsQuotesIsReadByBothShellsAsItWasMeant() throws Exception {
        String line = new Login(List.of("sh", "-c")).running(List.of("printf", "<%s>", "it's a $b", "c"));
        Process shell = new ProcessBuilder("sh", "-c", line).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("<it's a $b><c>");
    }

    private static String login(
            String address,
            Optional<Integer> port,
            Optional<String> user,
            List<Path> identities,
            Optional<Path> knownHosts) {
        return Login.of(address, port, user, identities, knownHosts).running(LOGS);
    }
}
