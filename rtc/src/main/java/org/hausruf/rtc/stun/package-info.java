/// STUN Binding messages (RFC 8489) with the attributes that ICE adds (RFC 8445 §16.1).
///
/// Bytes in, [org.hausruf.rtc.stun.StunMessage] out, and back with [org.hausruf.rtc.stun.StunWriter]. Whatever is not
/// a well-formed Binding message is null, never an exception. Deliberately absent: all but Binding, which
/// [org.hausruf.rtc.turn] has; retransmission.
@NullMarked
package org.hausruf.rtc.stun;

import org.jspecify.annotations.NullMarked;
