package org.hausruf.rtc.ice;

/// What an agent decides. `A` names one remote address and port.
public interface IceEvents<A> {
    void send(byte[] datagram, A to);

    /// The address has passed a check, its first or another one: packets from it may be looked at.
    ///
    /// @return false when it is somebody else's: then the check counts for nothing
    boolean checked(A address);

    /// The address counts no longer.
    void forgotten(A address);

    /// Packets for the client go here from now on.
    void selected(A address);

    void stateChanged(IceState state);

    /// The old user name fragment of an ICE restart is void.
    void retired(String ufrag);
}
