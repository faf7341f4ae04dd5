package io.deploytodev.docker;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Makes no socket; see {@link NoTls}. */
final class NoSockets extends SSLSocketFactory {

    private static UnsupportedOperationException never() {
        return new UnsupportedOperationException("an engine is reached through SSH, never by TLS");
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return new String[0];
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return new String[0];
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
        throw never();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw never();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw never();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw never();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw never();
    }
}
