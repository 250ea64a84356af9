package org.hausruf.rtc.ice;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hausruf.rtc.stun.StunMessage;

/// Keeps what an agent decided, in words.
final class RecordingIceEvents implements IceEvents<String> {
    final List<String> events = new ArrayList<>();
    final List<StunMessage> sent = new ArrayList<>();

    @Override
    public void send(byte[] datagram, String to) {
        sent.add(Objects.requireNonNull(StunMessage.parse(datagram)));
    }

    @Override
    public void checked(String address) {
        events.add("checked " + address);
    }

    @Override
    public void forgotten(String address) {
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
