package org.hausruf.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// A connection to an HTTPS server of this machine, whose certificate it takes as it is.
public final class Handshake implements AutoCloseable {
    private final SSLSocket socket;

    /// Connects, with a handshake of its own.
    public Handshake(int port) {
        try {
            var context = SSLContext.getInstance("TLS"); // a new one, so that no session is resumed
            context.init(null, new TrustManager[] {new Anybody()}, null);
            socket = (SSLSocket) context.getSocketFactory()
                    .createSocket(new Socket(InetAddress.getLoopbackAddress(), port), "localhost", port, true);
            socket.setSoTimeout(60_000);
            socket.startHandshake();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The serial number of the certificate that new connections get.
    public static BigInteger serial(int port) {
        try (var handshake = new Handshake(port)) {
            return handshake.serial();
        }
    }

    /// What is in TLS.
    public Socket socket() {
        return socket;
    }

    BigInteger serial() {
        try {
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The answer to a GET, which leaves the connection open; its status line.
    public String status(String path) {
        try {
            var request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            var line = new StringBuilder();
            for (int c = socket.getInputStream().read();
                    c >= 0 && c != '\r';
                    c = socket.getInputStream().read()) {
                line.append((char) c);
            }
            return line.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
