package org.hausruf.livekit.twirp;

import com.google.protobuf.Message;

/// What comes of a call.
sealed interface Answer {
    record Done(Message message) implements Answer {}

    /// @param text for the caller to read
    record Refused(ErrorCode code, String text) implements Answer {}

    Answer DENIED = new Refused(ErrorCode.UNAUTHENTICATED, "permissions denied");
    Answer NO_SUCH_ROOM = new Refused(ErrorCode.NOT_FOUND, "requested room does not exist");
    Answer NO_SUCH_PARTICIPANT = new Refused(ErrorCode.NOT_FOUND, "participant does not exist");

    static Answer invalid(String text) {
        return new Refused(ErrorCode.INVALID_ARGUMENT, text);
    }
}
