package org.hausruf.sfu.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Set;

/// One client's small socket beside the media port, which sees that client's packets come from it. Thread-safe.
public final class MediaSocket implements AutoCloseable {
    /// Takes what media sends to the client, on the socket's own thread; the bytes are good until it returns.
    public interface Receiver {
        void received(byte[] packet, int size);
    }

    private final DatagramChannel channel;
    private final InetSocketAddress source;
    private final Set<InetSocketAddress> sources;

    private MediaSocket(DatagramChannel channel, Set<InetSocketAddress> sources) throws IOException {
        this.channel = channel;
        this.sources = sources;
        source = (InetSocketAddress) channel.getLocalAddress();
    }

    /// @param sources thread-safe; has its address as long as it is open
    /// @throws IOException if no port or no descriptor is left
    public static MediaSocket open(MediaTarget target, Set<InetSocketAddress> sources, Receiver receiver)
            throws IOException {
        var channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, Limits.SOCKET_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(target.source(), 0)).connect(target.target());
            var socket = new MediaSocket(channel, sources);
            sources.add(socket.source);
            Thread.ofVirtual().name("media-socket").start(() -> socket.read(receiver));
            return socket;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    public int port() {
        return source.getPort();
    }

    public void send(byte[] bytes, int at, int size) {
        try {
            channel.write(ByteBuffer.wrap(bytes, at, size));
        } catch (IOException e) {
            // Lost, as on any network: media's port is closed for a moment, or for good.
        }
    }

    private void read(Receiver receiver) {
        var packet = ByteBuffer.allocate(Limits.PACKET_BYTES);
        while (channel.isOpen()) {
            try {
                packet.clear();
                int size = channel.read(packet);
                if (size > 0) receiver.received(packet.array(), size);
            } catch (PortUnreachableException e) {
                // As above.
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() {
        sources.remove(source);
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
    }
}
