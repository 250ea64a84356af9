/// Ringing calls as they happen, at `/socket.io` in the namespace `/call`: who may come in, who is told what.
///
/// Data flows one way: an event or a request asks [org.hausruf.office], which decides in one transaction; rooms and
/// events to the parties' own sockets follow what it decided. Who speaks on a socket is who signed in, whatever a
/// payload says.
@NullMarked
package org.hausruf.server.call;

import org.jspecify.annotations.NullMarked;
