/// Data packets: chat, text and byte streams, RPC and whatever else LiveKit's clients put on their data channels.
///
/// In: messages of a participant's publisher connection, and what the server itself sends. `RoomData` checks, signs
/// and addresses them; a `Mailbag` per participant hands them to its data channels, or keeps them while those are
/// being opened. `ServerRpc` asks a participant and waits for its answer. What is inside a packet is looked at only as
/// far as sender and addressees need it. Deliberately absent: data tracks, metrics, transcription by agents.
@NullMarked
package org.hausruf.livekit.data;

import org.jspecify.annotations.NullMarked;
