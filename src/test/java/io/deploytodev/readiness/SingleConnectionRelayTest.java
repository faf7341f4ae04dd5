package io.deploytodev.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.deploytodev.host.TcpStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SingleConnectionRelayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Test
    void bytesGoBothWays() throws IOException {
        try (ScriptedServer echo = echo();
                TcpStream stream = echo.connector().open();
                SingleConnectionRelay relay = SingleConnectionRelay.to(stream, PATIENCE);
                Socket driver = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            driver.getOutputStream().write(42);
            assertThat(driver.getInputStream().read()).isEqualTo(42);
        }
    }

    @Test
    void aSecondConnectionIsNeverServed() throws IOException {
        try (ScriptedServer echo = echo();
                TcpStream stream = echo.connector().open();
                SingleConnectionRelay relay = SingleConnectionRelay.to(stream, PATIENCE);
                Socket driver = new Socket(InetAddress.getLoopbackAddress(), relay.port());
                Socket stranger = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            driver.getOutputStream().write(1);
            assertThat(driver.getInputStream().read()).isEqualTo(1);
            stranger.getOutputStream().write(2);
            stranger.setSoTimeout(200);
            assertThatThrownBy(() -> stranger.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void theDriverLearnsThatTheServerHasClosed() throws IOException {
        try (ScriptedServer rude = ScriptedServer.playing(client -> {});
                TcpStream stream = rude.connector().open();
                SingleConnectionRelay relay = SingleConnectionRelay.to(stream, PATIENCE);
                Socket driver = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            assertThat(driver.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void nothingListensOnceItIsClosed() throws IOException {
        try (ScriptedServer echo = echo();
                TcpStream stream = echo.connector().open()) {
            SingleConnectionRelay relay = SingleConnectionRelay.to(stream, PATIENCE);
            int port = relay.port();
            relay.close();
            // Not at once: the kernel keeps the port until the thread that waits for a connection has been woken.
            await().untilAsserted(
                            () -> assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                                    .isInstanceOf(IOException.class));
        }
    }

    private static ScriptedServer echo() throws IOException {
        return ScriptedServer.playing(client -> client.getInputStream().transferTo(client.getOutputStream()));
    }
}
