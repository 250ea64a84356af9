/// TURN (RFC 8656) for clients behind firewalls, as a state machine of one client: bytes and the time in, bytes out.
///
/// A relay of this kind reaches nobody but the peers that its owner allows, which are our own media addresses: to
/// everybody else it is of no use. Deliberately absent: relays over TCP (RFC 6062), of IPv6, even and reserved ports.
@NullMarked
package org.hausruf.rtc.turn;

import org.jspecify.annotations.NullMarked;
