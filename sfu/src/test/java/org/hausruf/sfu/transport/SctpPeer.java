package org.hausruf.sfu.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import org.bouncycastle.tls.DTLSTransport;
import org.hausruf.rtc.sctp.Association;
import org.hausruf.rtc.sctp.SctpOutbox;

/// A browser's data channels over an established DTLS connection. Confined to one thread.
public final class SctpPeer implements SctpOutbox {
    private static final int TURN_MILLIS = 10;

    private final DTLSTransport dtls;
    private final Association association = new Association(true, new Random(3));
    private final List<String> opened = new ArrayList<>();
    private final List<byte[]> messages = new ArrayList<>();
    private int stream;
    private int theirTag;

    public SctpPeer(DTLSTransport dtls) {
        this.dtls = dtls;
        association.connect(System.nanoTime(), this);
    }

    public List<String> opened() {
        return opened;
    }

    List<byte[]> messages() {
        return messages;
    }

    void open(String label) {
        stream = open(label, false, 0);
    }

    /// {@return its stream}
    public int open(String label, boolean ordered, int maxRetransmits) {
        return association.open(label, ordered, maxRetransmits, System.nanoTime(), this);
    }

    /// {@return whether it is sent; not if the buffer is full}
    public boolean offer(int toStream, byte[] message) {
        return association.send(toStream, true, message, System.nanoTime(), this);
    }

    void send(byte[] message) {
        if (!association.send(stream, true, message, System.nanoTime(), this)) throw new AssertionError("not sent");
    }

    /// DATA without data, under the right tag: nobody can go on after that (RFC 9260 §3.3.1).
    void breakTheRules() {
        var packet = ByteBuffer.allocate(28).putShort((short) 5_000).putShort((short) 5_000);
        packet.putInt(theirTag).putInt(0).put((byte) 0).put((byte) 3).putShort((short) 16);
        var checksum = new CRC32C();
        checksum.update(packet.array());
        packet(packet.order(ByteOrder.LITTLE_ENDIAN)
                .putInt(8, (int) checksum.getValue())
                .array());
    }

    /// Serves the association until something has happened.
    public void until(BooleanSupplier done) {
        while (!done.getAsBoolean()) {
            if (Thread.interrupted()) throw new AssertionError("not within the test's timeout");
            turn();
        }
    }

    /// Takes what has come, and does what is due.
    public void turn() {
        byte[] packet = new byte[1_500];
        try {
            int size = dtls.receive(packet, 0, packet.length, TURN_MILLIS);
            if (size > 0) association.receive(Arrays.copyOf(packet, size), System.nanoTime(), this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (System.nanoTime() >= association.deadlineNanos()) association.advance(System.nanoTime(), this);
    }

    @Override
    public void packet(byte[] packet) {
        theirTag = ByteBuffer.wrap(packet).getInt(4);
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
    public void closed(boolean byPeer) {}
}
