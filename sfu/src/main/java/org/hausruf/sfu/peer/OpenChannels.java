package org.hausruf.sfu.peer;

import org.hausruf.sfu.transport.DataChannel;
import org.hausruf.sfu.transport.Transport;
import org.jspecify.annotations.Nullable;

/// LiveKit's two data channels on one connection, as they open. Confined to the loop.
final class OpenChannels {
    private @Nullable DataChannel reliable;
    private @Nullable DataChannel lossy;

    /// A client may open what else it likes.
    void opened(DataChannel channel) {
        if (channel.label().equals(SubscriberPeer.RELIABLE)) reliable = channel;
        if (channel.label().equals(SubscriberPeer.LOSSY)) lossy = channel;
    }

    boolean both() {
        return reliable != null && lossy != null;
    }

    boolean send(Transport transport, boolean reliably, byte[] message) {
        DataChannel channel = reliably ? reliable : lossy;
        return channel != null && transport.sendData(channel, true, message);
    }
}
