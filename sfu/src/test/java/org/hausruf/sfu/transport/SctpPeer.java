package org.hausruf.sfu.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.bouncycastle.tls.DTLSTransport;
import org.hausruf.rtc.sctp.Association;
import org.hausruf.rtc.sctp.SctpOutbox;

/// A browser's data channels over an established DTLS connection. Confined to one thread.
final class SctpPeer implements SctpOutbox {
    private static final int TURN_MILLIS = 10;

    private final DTLSTransport dtls;
    private final Association association = new Association(true, new Random(3));
    private final List<String> opened = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();
    private int stream;

    SctpPeer(DTLSTransport dtls) {
        this.dtls = dtls;
        association.connect(System.nanoTime(), this);
    }

    List<String> opened() {
        return opened;
    }

    List<byte[]> messages() {
        return messages;
    }

    void open(String label) {
        stream = association.open(label, false, 0, System.nanoTime(), this);
    }

    void send(byte[] message) {
        if (!association.send(stream, true, message, System.nanoTime(), this)) throw new AssertionError("not sent");
    }

    /// Serves the association until something has happened.
    void until(BooleanSupplier done) throws IOException {
        byte[] packet = new byte[1_500];
        while (!done.getAsBoolean()) {
            int size = dtls.receive(packet, 0, packet.length, TURN_MILLIS);
            if (size > 0) association.receive(Arrays.copyOf(packet, size), System.nanoTime(), this);
            if (System.nanoTime() >= association.deadlineNanos()) association.advance(System.nanoTime(), this);
        }
    }

    @Override
    public void packet(byte[] packet) {
        try {
            dtls.send(packet, 0, packet.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void channelOpened(int streamId, String label, boolean ordered) {
        opened.add(label);
    }

    @Override
    public void message(int streamId, boolean binary, byte[] message) {
        messages.add(message);
    }

    @Override
    public void channelClosed(int streamId) {}

    @Override
    public void closed() {}
}
