package org.hausruf.sfu.transport;

import java.util.function.Predicate;

/// Placeholder until SCTP is in: channels are named and never open.
final class DataChannels {
    private int nextStream = 1;

    DataChannels(TransportHost host, DataHandler data, Predicate<byte[]> out) {}

    DataChannel open(String label, boolean ordered, int maxRetransmits) {
        var channel = new DataChannel(nextStream, label, ordered);
        nextStream += 2;
        return channel;
    }

    boolean send(DataChannel channel, boolean binary, byte[] message) {
        return false;
    }

    boolean received(byte[] packet) {
        return true;
    }

    void connected() {}

    void close() {}
}
