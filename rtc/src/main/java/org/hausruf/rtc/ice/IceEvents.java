package org.hausruf.rtc.ice;

/// What an agent decides. `A` names one remote address and port.
public interface IceEvents<A> {
    void send(byte[] datagram, A to);

    /// The address has passed a check: packets from it may be looked at.
    void checked(A address);

    /// The address counts no longer.
    void forgotten(A address);

    /// Packets for the client go here from now on.
    void selected(A address);

    void stateChanged(IceState state);

    /// The old user name fragment of an ICE restart is void.
    void retired(String ufrag);
}
