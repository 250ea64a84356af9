package org.hausruf.socketio.engine;

/// One Engine.IO packet: text with its type in front, or the bytes of a binary message.
public sealed interface Frame {
    int size();

    record Text(String packet) implements Frame {
        @Override
        public int size() {
            return packet.length();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Binary(byte[] message) implements Frame {
        @Override
        public int size() {
            return message.length;
        }
    }
}
