package org.hausruf.sfu.transport;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.hausruf.rtc.srtp.SrtpProfile;

/// Stands where a participant stands, and hands what it hears to the test's thread.
final class RecordingOwner implements TransportListener, MediaHandler, DataHandler {
    static final byte[] BREAKING = {(byte) 0x80, 99, 0, 0};

    final CompletableFuture<Void> connected = new CompletableFuture<>();
    final CompletableFuture<Void> failed = new CompletableFuture<>();
    final CompletableFuture<Void> dataLost = new CompletableFuture<>();
    final CompletableFuture<SrtpProfile> profile = new CompletableFuture<>();
    final CompletableFuture<byte[]> keys = new CompletableFuture<>();
    final BlockingQueue<byte[]> packets = new LinkedBlockingQueue<>();
    final BlockingQueue<DataChannel> channels = new LinkedBlockingQueue<>();
    final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();

    @Override
    public void connected() {
        connected.complete(null);
    }

    @Override
    public void disconnected() {}

    @Override
    public void failed() {
        if (!failed.complete(null)) throw new IllegalStateException("told before");
    }

    @Override
    public void keysReady(SrtpProfile chosen, byte[] keyingMaterial) {
        profile.complete(chosen);
        keys.complete(keyingMaterial);
    }

    @Override
    public void packetReceived(MemorySegment segment, long at, int sizeBytes, long nowNanos) {
        byte[] packet = segment.asSlice(at, sizeBytes).toArray(ValueLayout.JAVA_BYTE);
        if (packet[1] == BREAKING[1]) throw new IllegalStateException("a bug, on purpose");
        packets.add(packet);
    }

    @Override
    public void opened(DataChannel channel) {
        channels.add(channel);
    }

    @Override
    public void received(DataChannel channel, boolean binary, byte[] message) {
        messages.add(message);
    }

    @Override
    public void lost() {
        dataLost.complete(null);
    }

    static <T> T await(BlockingQueue<T> queue) throws InterruptedException {
        T item = queue.poll(60, SECONDS);
        if (item == null) throw new AssertionError("nothing came");
        return item;
    }
}
