/// One peer connection's path: ICE, DTLS, SCTP. Carries protected media without looking into it.
///
/// In: datagrams from the loop, told apart by their first byte (RFC 7983). Out: keys and packets to the
/// [org.hausruf.sfu.transport.MediaHandler], messages to the [org.hausruf.sfu.transport.DataHandler], packets to the
/// send slots of the loop. Deliberately absent: sockets, threads and the clock.
@NullMarked
package org.hausruf.sfu.transport;

import org.jspecify.annotations.NullMarked;
