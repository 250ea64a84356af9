package org.hausruf.sfu.transport;

import java.util.List;
import org.hausruf.rtc.ice.IceCandidate;
import org.hausruf.rtc.ice.IceCredentials;
import org.hausruf.sfu.dtls.DtlsServer;
import org.hausruf.sfu.stats.Counters;
import org.hausruf.sfu.time.LoopTime;
import org.hausruf.sfu.udp.DatagramIo;
import org.hausruf.sfu.udp.RemoteAddress;

/// What a transport needs of its loop; in tests a simulated one. Confined to that loop, except [#execute].
public interface TransportHost extends LoopTime {
    /// Runs work of a transport on the loop; should it throw, the transport is told that it broke.
    boolean execute(Transport owner, Runnable work);

    DatagramIo io();

    Counters counters();

    DtlsServer dtls();

    List<IceCandidate> candidates();

    /// Fresh random credentials whose user name fragment leads back to this loop and transport.
    IceCredentials newCredentials(Transport transport);

    /// The user name fragment leads nowhere any more.
    void retire(String ufrag);

    /// The address has passed a check of this transport: its packets come here.
    ///
    /// @return false when another transport has the address
    boolean bind(RemoteAddress address, Transport transport);

    void unbind(RemoteAddress address, Transport transport);
}
