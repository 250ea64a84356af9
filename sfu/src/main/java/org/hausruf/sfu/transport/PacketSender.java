package org.hausruf.sfu.transport;

import java.lang.foreign.MemorySegment;

/// Where protected packets go out: reserve a slot, write the packet there, commit. Confined to the loop.
public interface PacketSender {
    /// Size of a slot, and so of the largest packet.
    int MAX_PACKET = 1_500;

    /// The memory that all slots of [#reserve] lie in. Native.
    MemorySegment sendSegment();

    /// Takes the next free slot.
    ///
    /// @return its offset in [#sendSegment], or negative when the packet cannot go (no path yet, queue full)
    long reserve();

    /// Sends the slot reserved last; leaving it uncommitted gives it back.
    void commit(int sizeBytes);
}
