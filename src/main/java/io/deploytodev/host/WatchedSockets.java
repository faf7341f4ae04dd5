package io.deploytodev.host;

import com.jcraft.jsch.SocketFactory;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Sockets that are closed when the far end stays silent. JSch's own keepalive makes it speak now and then; but where the way
 * out is blocked, as in the middle of an upload, that keepalive is blocked too and would never give up.
 */
final class WatchedSockets implements SocketFactory {

    /** Silence is counted, not measured: a machine that slept has not listened, and must not blame the far end. */
    private static final int LOOKS = 15;

    private final int connectTimeoutMillis;
    private final Duration silence;

    /** @param silence how long the far end may say nothing */
    WatchedSockets(int connectTimeoutMillis, Duration silence) {
        this.connectTimeoutMillis = connectTimeoutMillis;
        this.silence = silence;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), connectTimeoutMillis);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public InputStream getInputStream(Socket socket) throws IOException {
        Heard heard = new Heard(socket);
        Daemon.start("link watch", () -> heard.watch(silence.dividedBy(LOOKS)));
        return heard;
    }

    @Override
    public OutputStream getOutputStream(Socket socket) throws IOException {
        return socket.getOutputStream();
    }

    /** Notices whether anything comes while somebody waits for it. */
    private static final class Heard extends FilterInputStream {

        private final Socket socket;
        private final AtomicInteger looksInVain = new AtomicInteger();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean awaited;

        Heard(Socket socket) throws IOException {
            super(socket.getInputStream());
            this.socket = socket;
        }

        @Override
        public int read() throws IOException {
            awaited = true;
            return heard(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            awaited = true;
            return heard(super.read(bytes, offset, length));
        }

        /** One that ran into its timeout is still awaited: JSch asks and reads again. */
        private int heard(int result) {
            awaited = false;
            looksInVain.set(0);
            if (result < 0) {
                ended.countDown();
            }
            return result;
        }

        void watch(Duration pause) {
            try {
                while (!socket.isClosed() && !ended.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    if (awaited && looksInVain.incrementAndGet() >= LOOKS) {
                        socket.close();
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                // It is of no use any more, closed or not.
            }
        }
    }
}
