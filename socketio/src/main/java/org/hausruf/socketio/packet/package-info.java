/// Socket.IO protocol 5: packets to and from the text and the attachments that carry them. Begin with
/// [PacketDecoder][org.hausruf.socketio.packet.PacketDecoder].
///
/// Data are plain Java: null, [Boolean], [Long] or [Double], [String], [java.util.List], [java.util.Map] with string
/// keys in their order, and `byte[]`. No socket, thread or clock in here.
@NullMarked
package org.hausruf.socketio.packet;

import org.jspecify.annotations.NullMarked;
