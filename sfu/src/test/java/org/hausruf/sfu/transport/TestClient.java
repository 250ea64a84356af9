package org.hausruf.sfu.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.bouncycastle.tls.DatagramTransport;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.rtc.stun.StunKey;
import org.hausruf.rtc.stun.StunMessage;
import org.hausruf.rtc.stun.StunType;
import org.hausruf.rtc.stun.StunWriter;
import org.jspecify.annotations.Nullable;

/// A client on a real UDP socket that can check paths and lets DTLS use them. Confined to one thread.
public final class TestClient implements DatagramTransport, AutoCloseable {
    /// For what must come.
    public static final int WAIT_MILLIS = 60_000;

    private static final int CHECK_ATTEMPTS = 60;
    private static final int CHECK_MILLIS = 1_000;

    private final DatagramSocket socket;
    private final InetSocketAddress server;
    private final Random random = new Random(7);
    private double loss;
    private final Deque<byte[]> early = new ArrayDeque<>();

    public TestClient(InetSocketAddress server) {
        this.server = server;
        try {
            socket = new DatagramSocket(0, server.getAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Sends a check until it is answered: whatever was sent before has been dealt with then. Late answers to earlier
    /// checks are passed over.
    ///
    /// @return the answer, or null when none came
    public @Nullable StunMessage check(IceCredentials to, boolean nominating) {
        byte[] request = request(to, nominating);
        for (int attempt = 0; attempt < CHECK_ATTEMPTS; attempt++) {
            send(request);
            StunMessage answer = awaitAnswer(request);
            if (answer != null && answer.signedWith(new StunKey(to.password()))) return answer;
        }
        return null;
    }

    /// Waits for the engine to ask whether its packets arrive, and says yes.
    public void answerProbe(IceCredentials own) {
        for (byte[] datagram = nextOrEarly(); datagram != null; datagram = nextOrEarly()) {
            StunMessage message = StunMessage.parse(datagram);
            if (message == null || message.type() != StunType.REQUEST) continue;
            send(StunWriter.success(message).signed(new StunKey(own.password())));
            return;
        }
        throw new AssertionError("not asked");
    }

    private byte @Nullable [] nextOrEarly() {
        return early.isEmpty() ? next(WAIT_MILLIS) : early.poll();
    }

    /// Of all datagrams that were no answers to checks and have not been read otherwise.
    List<Integer> sizesSeen() {
        return early.stream().map(datagram -> datagram.length).toList();
    }

    public byte[] request(IceCredentials to, boolean nominating) {
        byte[] transaction = new byte[12];
        random.nextBytes(transaction);
        StunWriter writer = StunWriter.request(transaction)
                .username(to.ufrag() + ":client")
                .priority(1)
                .controlling(1);
        if (nominating) writer.useCandidate();
        return writer.signed(new StunKey(to.password()));
    }

    private @Nullable StunMessage awaitAnswer(byte[] request) {
        while (true) {
            byte[] datagram = next(CHECK_MILLIS);
            if (datagram == null) return null;
            StunMessage message = StunMessage.parse(datagram);
            if (message == null || message.type() == StunType.REQUEST) early.add(datagram);
            else if (Arrays.equals(message.transactionId(), 0, 12, request, 8, 20)) return message;
        }
    }

    /// From now on datagrams get lost in both directions.
    public void lose(double share, long seed) {
        loss = share;
        random.setSeed(seed);
    }

    public void send(byte[] datagram) {
        if (random.nextDouble() < loss) return;
        try {
            socket.send(new DatagramPacket(datagram, datagram.length, server));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The next datagram of any kind, or null.
    public byte @Nullable [] next(int waitMillis) {
        byte[] buffer = new byte[2_048];
        var packet = new DatagramPacket(buffer, buffer.length);
        try {
            socket.setSoTimeout(waitMillis);
            socket.receive(packet);
            if (random.nextDouble() < loss) return next(waitMillis);
            return Arrays.copyOf(buffer, packet.getLength());
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int getReceiveLimit() {
        return 1_500;
    }

    @Override
    public int getSendLimit() {
        return 1_200;
    }

    @Override
    public int receive(byte[] buffer, int offset, int size, int waitMillis) {
        byte[] datagram = early.isEmpty() ? next(Math.max(1, waitMillis)) : early.poll();
        if (datagram == null || datagram.length > size) return -1;
        System.arraycopy(datagram, 0, buffer, offset, datagram.length);
        return datagram.length;
    }

    @Override
    public void send(byte[] buffer, int offset, int size) {
        send(Arrays.copyOfRange(buffer, offset, offset + size));
    }

    @Override
    public void close() {
        socket.close();
    }
}
