/// SCTP as WebRTC's data channels use it (RFC 9260 over DTLS, RFC 8261; partial reliability, RFC 3758; stream reset,
/// RFC 6525; channel establishment, RFC 8832).
///
/// [Association] is the door. Packets and time go in, effects come out through [SctpOutbox]. One path only: DTLS and
/// ICE below look after addresses and tell when a path is dead, so there are no heartbeats of ours, no multihoming and
/// no path MTU discovery. Confined to one thread; control traffic, so it may allocate.
@NullMarked
package org.hausruf.rtc.sctp;

import org.jspecify.annotations.NullMarked;
