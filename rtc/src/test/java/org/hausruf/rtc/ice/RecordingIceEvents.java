package org.hausruf.rtc.ice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hausruf.rtc.stun.StunMessage;

/// Keeps what an agent decided, in words.
final class RecordingIceEvents implements IceEvents<String> {
    private final Set<String> known = new HashSet<>();
    final List<String> events = new ArrayList<>();
    final Set<String> foreign = new HashSet<>();
    final List<StunMessage> sent = new ArrayList<>();

    @Override
    public void send(byte[] datagram, String to) {
        sent.add(Objects.requireNonNull(StunMessage.parse(datagram)));
    }

    /// Noted once.
    @Override
    public boolean checked(String address) {
        if (foreign.contains(address)) return false;
        if (known.add(address)) events.add("checked " + address);
        return true;
    }

    @Override
    public void forgotten(String address) {
        known.remove(address);
        events.add("forgotten " + address);
    }

    @Override
    public void selected(String address) {
        events.add("selected " + address);
    }

    @Override
    public void stateChanged(IceState state) {
        events.add(state.toString());
    }

    @Override
    public void retired(String ufrag) {
        events.add("retired " + ufrag);
    }
}
