/// The sockets of our TURN relay: one UDP port, the same port of TCP, and the small sockets by which relayed packets
/// reach the media port. The protocol is [org.hausruf.rtc.turn].
///
/// At the edge: it has threads apart from the loops, to which a relayed client is one like any other.
@NullMarked
package org.hausruf.sfu.turn;

import org.jspecify.annotations.NullMarked;
