/// The media core: rooms, participants and tracks on event loops, and the forwarding of packets.
@NullMarked
package org.hausruf.sfu;

import org.jspecify.annotations.NullMarked;
