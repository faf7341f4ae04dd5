package io.deploytodev.docker;

import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/** Makes no socket; see {@link NoTls}. */
final class NoSockets extends SSLSocketFactory {

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
        throw NoTls.never();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw NoTls.never();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw NoTls.never();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw NoTls.never();
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
        throw NoTls.never();
    }
}
