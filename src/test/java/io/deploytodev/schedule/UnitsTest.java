package io.deploytodev.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void theServiceIsWhatSystemdReadsBackAsOnePath() {
        assertThat(Units.serviceText(Path.of("/shop 50%/deploy.yml"), Path.of("/home/a \"b\"/$x/50%/run")))
                .isEqualTo("""
                        # Written by deploy-to-dev schedule install; deploy-to-dev schedule remove takes it away.
                        [Unit]
                        Description=deploy-to-dev: what is due of /shop 50%%/deploy.yml

                        [Service]
                        Type=oneshot
                        ExecStart=/bin/sh "/home/a \\"b\\"/$$x/50%%/run"
                        KillMode=mixed
                        TimeoutStopSec=240
                        SyslogLevel=notice
                        LogLevelMax=notice
                        """);
    }

    @Test
    void theTimerAsksEachMinuteAndAfterABoot() {
        assertThat(Units.timerText(Path.of("/shop/deploy.yml"))).isEqualTo("""
                        # Written by deploy-to-dev schedule install; deploy-to-dev schedule remove takes it away.
                        [Unit]
                        Description=deploy-to-dev: asks each minute what is due of /shop/deploy.yml

                        [Timer]
                        OnCalendar=*-*-* *:*:00
                        AccuracySec=10s
                        Persistent=true

                        [Install]
                        WantedBy=timers.target
                        """);
        assertThat(Units.timer("shop-1")).isEqualTo("deploy-to-dev-shop-1.timer");
        assertThat(Units.enable("shop-1").argv())
                .containsExactly("systemctl", "--user", "enable", "--now", "deploy-to-dev-shop-1.timer");
    }
}
