package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServerCommandTest {

    private static final Set<String> REDIS = Set.of("redis-server");

    @Test
    void theImagesOwnCommandAndOptionsForItAreTheServer() {
        assertThat(serves()).isTrue();
        assertThat(serves("--requirepass", "x")).isTrue();
        assertThat(serves("/etc/redis/redis.conf")).isTrue();
        assertThat(serves("redis-server", "--appendonly", "yes")).isTrue();
        assertThat(serves("/usr/bin/redis-server")).isTrue();
        assertThat(serves("docker-entrypoint.sh", "redis-server")).isTrue();
    }

    @Test
    void theServerIsFoundInTheLineOfAShell() {
        assertThat(serves("sh", "-c", "exec redis-server --requirepass \"$PW\""))
                .isTrue();
        assertThat(serves("bash", "-ec", "mkdir -p /data && A=1 gosu redis redis-server"))
                .isTrue();
        assertThat(serves("redis-server --save ''")).isTrue();
    }

    @Test
    void aToolOnTheImageIsNotTheServer() {
        assertThat(serves("redis-cli", "-h", "redis-server", "monitor")).isFalse();
        assertThat(serves("sh", "-c", "until redis-cli -h redis ping; do sleep 1; done"))
                .isFalse();
        assertThat(serves("sleep", "infinity")).isFalse();
        assertThat(ServerCommand.serves(List.of("redis-cli"), List.of("-h", "redis"), REDIS))
                .isFalse();
    }

    @Test
    void aProgramThatNobodyKnowsIsNoToolButNotCertainlyTheServerEither() {
        assertThat(serves("/start.sh")).isFalse();
        assertThat(ServerCommand.mayServe(List.of(), List.of("/start.sh"))).isTrue();
        assertThat(ServerCommand.mayServe(List.of(), List.of("server", "/data")))
                .isTrue();
        assertThat(ServerCommand.mayServe(List.of("perl", "/server.pl"), List.of()))
                .isFalse();
        assertThat(ServerCommand.mayServe(List.of("sh", "-c"), List.of("while true; do pg_dump x; sleep 9; done")))
                .isFalse();
    }

    private static boolean serves(String... command) {
        return ServerCommand.serves(List.of(), List.of(command), REDIS);
    }
}
