/// LiveKit's signalling: its protobuf messages to and from rooms and participants.
///
/// One `SignalSession` per participant takes requests from whichever WebSocket is attached now (`SignalConnection`, a
/// bounded queue), has `Requests` act on them, and sends what the room tells as `Responses`. `Messages` translates the
/// things both talk of: rooms, participants, tracks. Data packets go to `livekit.data`.
@NullMarked
package org.hausruf.livekit.signal;

import org.jspecify.annotations.NullMarked;
