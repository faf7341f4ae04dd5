package io.deploytodev.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.deploytodev.host.Command;
import io.deploytodev.host.LocalHost;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a host says of itself, as real hosts say it. */
class HostVitalsTest {

    private static final String DEBIAN = """
            time=1764000000.123456789
            memoryTotal=8131236
            memoryAvailable=5011200
            swapFree=1048572
            sshd.MaxSessions=4
            sshd.maxsessions=20
            sshd.AllowTcpForwarding=yes
            buildx=github.com/docker/buildx v0.13.1 788433953af10f2a698f5c07611dddce2e08c7a0
            buildkit=0
            daemon={   "log-driver": "json-file",   "log-opts": {"max-size": "10m"} }
            client={ "auths": {"https://index.docker.io/v1/": {"auth": "c2VjcmV0"}}, "proxies": {"default": {"httpProxy": "http://u:p@proxy:3128", "noProxy": "localhost,127.0.0.1"}} }
            """;

    @Test
    void readsWhatAHostSays() {
        HostVitals vitals = HostVitals.parse(DEBIAN);
        assertThat(vitals.time()).contains(Instant.parse("2025-11-24T16:00:00.123456789Z"));
        assertThat(vitals.memoryTotal()).hasValue(8131236L * 1024);
        assertThat(vitals.swapFree()).hasValue(1048572L * 1024);
        assertThat(vitals.sshd()).containsEntry("maxsessions", "4").containsEntry("allowtcpforwarding", "yes");
        assertThat(vitals.buildx()).contains("v0.13.1");
        assertThat(vitals.noBuildKit()).isTrue();
        assertThat(vitals.logDriver()).isEqualTo("json-file");
        assertThat(vitals.logLimited()).isTrue();
        assertThat(vitals.clientProxy()).contains(new HostVitals.ClientProxy("localhost,127.0.0.1"));
    }

    @Test
    void keepsNoLoginOfTheClientsConfiguration() {
        assertThat(HostVitals.parse(DEBIAN).toString())
                .doesNotContain("c2VjcmV0")
                .doesNotContain("u:p");
    }

    @Test
    void brokenFilesOfTheHostAreTakenForNone() {
        HostVitals vitals = HostVitals.parse("daemon={\"log-opts\": {\nclient=not json\ntime=yesterday\n");
        assertThat(vitals.logLimited()).isFalse();
        assertThat(vitals.clientProxy()).isEmpty();
        assertThat(vitals.time()).isEmpty();
    }

    @Test
    void thisMachineAnswersTheScript() {
        Command<HostVitals> ask = HostVitals.ask();
        HostVitals vitals = new LocalHost(Path.of("").toAbsolutePath()).run(ask);
        assertThat(vitals.memoryTotal().orElse(0)).isPositive();
        assertThat(vitals.time()).isPresent();
        assertThat(vitals.missing()).isEmpty();
    }
}
