package io.deploytodev.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.deploytodev.failure.DeployFailure;
import io.deploytodev.failure.FailureKind;
import io.deploytodev.release.DeployLock;
import io.deploytodev.release.ShellHost;
import io.deploytodev.release.StateDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostLockTest {

    @TempDir
    private Path home;

    @Test
    void whoeverLostTheLockIsStopped() {
        StateDirectory directory = StateDirectory.of(home.toString(), "shop");
        try (ShellHost host = new ShellHost(home);
                DeployLock lock = DeployLock.take(host, directory, "ada")) {
            Connection connection = new Connection(host, null, null, directory);
            assertThatCode(() -> LostLock.check(lock, connection)).doesNotThrowAnyException();
            host.killAll();
            await().until(() -> !lock.isHeld());
            DeployFailure failure = catchThrowableOfType(DeployFailure.class, () -> LostLock.check(lock, connection));
            assertThat(failure.kind()).isEqualTo(FailureKind.LOCKED);
            assertThat(failure.what()).isEqualTo("The deploy lock on dev was lost.");
        }
    }
}
