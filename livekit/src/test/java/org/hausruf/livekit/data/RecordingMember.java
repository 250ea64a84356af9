package org.hausruf.livekit.data;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import livekit.LivekitModels.DataPacket;

/// A participant whose client keeps what it gets.
final class RecordingMember implements Member {
    final List<DataPacket> got = new ArrayList<>();
    final List<Boolean> reliably = new ArrayList<>();
    boolean hidden;
    boolean mayPublish = true;
    boolean reads = true;
    long pausedUntilNanos;
    private final String identity;

    RecordingMember(String identity) {
        this.identity = identity;
    }

    @Override
    public String sid() {
        return "PA_" + identity;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public boolean hidden() {
        return hidden;
    }

    @Override
    public boolean canPublishData() {
        return mayPublish;
    }

    @Override
    public boolean send(boolean reliable, byte[] packet) {
        if (!reads) return false;
        try {
            got.add(DataPacket.parseFrom(packet));
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
        reliably.add(reliable);
        return true;
    }

    @Override
    public void pause(long untilNanos) {
        pausedUntilNanos = untilNanos;
    }

    List<String> texts() {
        return got.stream().map(p -> p.getUser().getPayload().toStringUtf8()).toList();
    }
}
