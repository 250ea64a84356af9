/// A Socket.IO server (Socket.IO protocol 5 over Engine.IO protocol 4) for any servlet container. Begin with
/// [SocketIo][org.hausruf.socketio.SocketIo].
///
/// ```
/// http ── requests, WebSockets ──▶ engine (EngineSession) ──▶ packet (PacketDecoder) ──▶ Connection ──▶ Socket ──▶
/// your listeners
/// ```
/// `engine` and `packet` are pure: they are tested without a network. [Limits][org.hausruf.socketio.Limits] has every
/// limit.
///
/// **Threads.** Listeners run on virtual threads, one at a time and in order per [Socket][org.hausruf.socketio.Socket];
/// they may block, which holds up that socket alone. Everything else may be called from any thread and never blocks.
/// Timers are one platform thread. An idle client has none.
///
/// **Deliberately absent**: protocol 3 and older clients, WebTransport, compression, cookies, more than one process
/// (adapters), connection state recovery, namespaces made on demand.
@NullMarked
package org.hausruf.socketio;

import org.jspecify.annotations.NullMarked;
