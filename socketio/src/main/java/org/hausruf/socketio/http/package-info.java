/// The way in over HTTP: a servlet that answers polls, takes POSTs and makes WebSockets. Begin with
/// [SocketIoServlet][org.hausruf.socketio.http.SocketIoServlet].
///
/// No polling client holds a thread between its requests (asynchronous servlets), no WebSocket does while it is idle. A
/// POST is read on the container's thread: have the container run requests on virtual threads.
@NullMarked
package org.hausruf.socketio.http;

import org.jspecify.annotations.NullMarked;
