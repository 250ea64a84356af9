/// Forwarding: a protected packet comes in by one [MediaSession], is opened once, and goes out by many.
///
/// Runs on the loop that owns the room: no lock, no allocation per packet, time as an argument.
/// Does not choose who receives what (`room`, `peer` do) and knows no socket (`transport` does).
@NullMarked
package org.hausruf.sfu.forward;

import org.jspecify.annotations.NullMarked;
