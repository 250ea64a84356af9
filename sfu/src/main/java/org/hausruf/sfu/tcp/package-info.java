/// ICE-TCP (RFC 6544): media over a connection that the client opens, for networks that let no UDP out.
///
/// At the edge, as [org.hausruf.sfu.turn] is: a connection is a small socket beside the media port to the loops.
@NullMarked
package org.hausruf.sfu.tcp;

import org.jspecify.annotations.NullMarked;
