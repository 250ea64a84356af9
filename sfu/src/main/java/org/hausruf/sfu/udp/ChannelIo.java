package org.hausruf.sfu.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.stats.DropReason;
import org.jspecify.annotations.Nullable;

/// [DatagramIo] on the JDK's [DatagramChannel]: one system call a datagram, and the JDK allocates an address object
/// whenever the sender changes. Runs everywhere; the bottom step of the ladder.
public final class ChannelIo implements DatagramIo {
    private static final int RECEIVE_SLOTS = 64;
    private static final int SEND_SLOTS = 256;
    /// One byte more than [#MAX_DATAGRAM] would tell a longer datagram; a cache line's multiple keeps slots apart.
    private static final int SLOT_SIZE = 1_536;
    /// What a burst of keyframes to a full loop needs; the kernel gives what its limits allow.
    private static final int SOCKET_BUFFER_BYTES = 16 << 20;

    private final DatagramChannel channel;
    private final Selector selector;
    private final int index;
    private final Counters counters;
    private final Arena arena = Arena.ofShared();
    private final Map<InetSocketAddress, RemoteAddress> remembered = new HashMap<>();

    private final MemorySegment receiveSegment = arena.allocate((long) RECEIVE_SLOTS * SLOT_SIZE, 64);
    private final ByteBuffer[] receiveBuffers = buffers(receiveSegment, RECEIVE_SLOTS);
    private final int[] receivedSizes = new int[RECEIVE_SLOTS];
    private final @Nullable RemoteAddress[] receivedFrom = new RemoteAddress[RECEIVE_SLOTS];

    private final MemorySegment sendSegment = arena.allocate((long) SEND_SLOTS * SLOT_SIZE, 64);
    private final ByteBuffer[] sendBuffers = buffers(sendSegment, SEND_SLOTS);
    private final @Nullable RemoteAddress[] sendTo = new RemoteAddress[SEND_SLOTS];
    private int committed;

    private ChannelIo(DatagramChannel channel, Selector selector, int index, Counters counters) {
        this.channel = channel;
        this.selector = selector;
        this.index = index;
        this.counters = counters;
    }

    /// Finds the port free, and one if it is 0. Sockets that share a port would share it with another process's too,
    /// each of the two getting half of the clients, so this looks first with one that does not.
    ///
    /// @return the address with its port
    public static InetSocketAddress free(InetSocketAddress address) {
        try (DatagramChannel probe = open(address)) {
            return (InetSocketAddress) probe.bind(address).getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot bind UDP " + address, e);
        }
    }

    /// Binds a socket that shares its port with those of the other loops, where the system can.
    ///
    /// @param index the loop's
    public static ChannelIo bind(InetSocketAddress address, int index, Counters counters) {
        try {
            DatagramChannel channel = open(address);
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
            if (sharesPorts(channel)) channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            channel.bind(address);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new ChannelIo(channel, selector, index, counters);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot bind UDP " + address, e);
        }
    }

    /// Any address takes both protocols; a specific one also works on a machine without IPv6.
    private static DatagramChannel open(InetSocketAddress address) throws IOException {
        InetAddress ip = address.getAddress();
        boolean both = ip.isAnyLocalAddress() || ip instanceof Inet6Address;
        return both ? DatagramChannel.open() : DatagramChannel.open(StandardProtocolFamily.INET);
    }

    /// Whether several sockets can be bound to one port.
    public static boolean portsCanBeShared() {
        try (DatagramChannel channel = DatagramChannel.open()) {
            return sharesPorts(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a UDP socket", e);
        }
    }

    private static boolean sharesPorts(DatagramChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    }

    private static ByteBuffer[] buffers(MemorySegment segment, int slots) {
        var buffers = new ByteBuffer[slots];
        for (int i = 0; i < slots; i++) {
            buffers[i] = segment.asSlice((long) i * SLOT_SIZE, SLOT_SIZE).asByteBuffer();
        }
        return buffers;
    }

    @Override
    public void await(long timeoutNanos) {
        try {
            if (timeoutNanos <= 0) return;
            selector.select(ChannelIo::ignore, Math.max(1, TimeUnit.NANOSECONDS.toMillis(timeoutNanos)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wait for UDP", e);
        }
    }

    /// There is one key, and [#receive] looks at its channel anyway.
    private static void ignore(SelectionKey key) {}

    @Override
    public void wakeUp() {
        selector.wakeup();
    }

    @Override
    public int receive() {
        int count = 0;
        try {
            while (count < RECEIVE_SLOTS) {
                ByteBuffer slot = receiveBuffers[count].clear();
                SocketAddress from = channel.receive(slot);
                if (from == null) break;
                if (slot.position() > MAX_DATAGRAM) {
                    counters.drop(DropReason.TOO_LARGE);
                    continue;
                }
                receivedSizes[count] = slot.position();
                receivedFrom[count++] = remote((InetSocketAddress) from, index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot receive UDP", e);
        }
        return count;
    }

    @Override
    public MemorySegment receiveSegment() {
        return receiveSegment;
    }

    @Override
    public long receivedAt(int slot) {
        return (long) slot * SLOT_SIZE;
    }

    @Override
    public int receivedSize(int slot) {
        return receivedSizes[slot];
    }

    @Override
    public RemoteAddress receivedFrom(int slot) {
        RemoteAddress from = receivedFrom[slot];
        if (from == null) throw new IndexOutOfBoundsException(slot);
        return from;
    }

    @Override
    public RemoteAddress remote(InetSocketAddress address, int arrivesAt) {
        RemoteAddress known = remembered.get(address);
        return known != null ? known : new RemoteAddress(address, arrivesAt);
    }

    @Override
    public void remember(RemoteAddress address) {
        remembered.put(address.socketAddress(), address);
    }

    @Override
    public void forget(RemoteAddress address) {
        remembered.remove(address.socketAddress(), address);
    }

    @Override
    public MemorySegment sendSegment() {
        return sendSegment;
    }

    @Override
    public long reserve() {
        if (committed == SEND_SLOTS) flush();
        return (long) committed * SLOT_SIZE;
    }

    @Override
    public void commit(int sizeBytes, RemoteAddress to) {
        sendBuffers[committed].limit(sizeBytes).position(0);
        sendTo[committed++] = to;
    }

    @Override
    public void flush() {
        int count = committed;
        committed = 0;
        for (int i = 0; i < count; i++) {
            RemoteAddress to = sendTo[i];
            if (to == null || !send(sendBuffers[i], to)) counters.drop(DropReason.SEND_QUEUE_FULL);
        }
    }

    /// An error here is the network's answer to one datagram (no route, filtered), never a reason to stop the loop.
    private boolean send(ByteBuffer datagram, RemoteAddress to) {
        try {
            return channel.send(datagram, to.socketAddress()) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// What the kernel gave of the receive buffer asked for.
    public int receiveBufferBytes() {
        try {
            return channel.getOption(StandardSocketOptions.SO_RCVBUF);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the UDP buffer's size", e);
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close UDP", e);
        } finally {
            arena.close();
        }
    }
}
