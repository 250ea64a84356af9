/// Engine.IO protocol 4: a session over polling, WebSocket, or the one after the other. Begin with
/// [EngineSession][org.hausruf.socketio.engine.EngineSession].
///
/// No servlet or WebSocket in here: a [Poll][org.hausruf.socketio.engine.Poll] and a
/// [Wire][org.hausruf.socketio.engine.Wire] stand for them, and time is an argument. Only
/// [EngineSessions][org.hausruf.socketio.engine.EngineSessions] has a clock and a thread, which wakes sessions.
@NullMarked
package org.hausruf.socketio.engine;

import org.jspecify.annotations.NullMarked;
