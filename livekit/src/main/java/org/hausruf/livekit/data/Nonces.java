package org.hausruf.livekit.data;

import com.google.protobuf.ByteString;
import java.util.LinkedHashSet;
import java.util.Set;

/// Recognises a message that is sent twice by its nonce. Confined to the room's loop.
final class Nonces {
    private record Nonce(String senderSid, ByteString bytes) {}

    private final Set<Nonce> seen = new LinkedHashSet<>();

    /// @param senderSid empty for the server; nobody can use up a nonce of somebody else's
    /// @return whether it came before
    boolean repeated(String senderSid, ByteString nonce) {
        if (nonce.size() != Limits.NONCE) return false;
        if (!seen.add(new Nonce(senderSid, nonce))) return true;
        if (seen.size() > Limits.NONCES) seen.remove(seen.iterator().next());
        return false;
    }
}
