/// What ways into the engine other than plain UDP have in common: a port of TCP with its limits, and the small sockets
/// by which packets that came by it reach the media port. To the loops, who comes that way is a client like any other.
///
/// Its threads are apart from the loops: virtual ones for connections, others where strangers could keep those busy.
@NullMarked
package org.hausruf.sfu.edge;

import org.jspecify.annotations.NullMarked;
