package org.hausruf.sfu.udp;

import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;

/// One UDP socket with its batches of slots. Confined to one loop, except [#wakeUp].
public interface DatagramIo extends AutoCloseable {
    /// Largest datagram that is received or sent: an Ethernet frame's worth.
    int MAX_DATAGRAM = 1_500;

    /// Waits until a datagram is there, somebody calls [#wakeUp], or the time is over. Zero does not wait.
    void await(long timeoutNanos);

    /// Ends the current or the next [#await]. Any thread.
    void wakeUp();

    /// Receives what is there, at most one batch, into the slots.
    ///
    /// @return how many; the three methods below take an index below it
    int receive();

    /// The memory that all received slots lie in.
    MemorySegment receiveSegment();

    long receivedAt(int index);

    int receivedSize(int index);

    /// The remembered object for the sender, or a new one that nobody remembers.
    RemoteAddress receivedFrom(int index);

    /// The remembered object for an address, or a new one that nobody remembers.
    RemoteAddress remote(InetSocketAddress address, int arrivesAt);

    /// From now on packets from this address come with this object.
    void remember(RemoteAddress address);

    void forget(RemoteAddress address);

    /// The memory that all slots of [#reserve] lie in.
    MemorySegment sendSegment();

    /// A slot of [#MAX_DATAGRAM] bytes; sends what is committed first when all are taken.
    ///
    /// @return its offset in [#sendSegment]
    long reserve();

    /// Queues the slot reserved last; one never committed is given out again.
    void commit(int sizeBytes, RemoteAddress to);

    /// Sends what is committed. Never blocks: what the socket does not take is dropped and counted.
    void flush();

    @Override
    void close();
}
