/// LiveKit's signalling: its protobuf messages to and from rooms and participants.
///
/// One `SignalSession` per participant takes requests from whichever WebSocket is attached now, and hands out
/// responses through a bounded queue.
@NullMarked
package org.hausruf.livekit.signal;

import org.jspecify.annotations.NullMarked;
