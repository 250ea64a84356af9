package org.hausruf.livekit.twirp;

import com.google.protobuf.Message;
import java.util.function.BiFunction;

/// One method of a service.
///
/// @param prototype an empty request
record Method(Message prototype, BiFunction<Caller, Message, Answer> body) {
    @SuppressWarnings("unchecked") // requests are only ever made from the prototype
    static <Q extends Message> Method of(Q prototype, BiFunction<Caller, Q, Answer> body) {
        return new Method(prototype, (caller, request) -> body.apply(caller, (Q) request));
    }
}
