package org.hausruf.socketio.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.hausruf.socketio.CloseReason;
import org.hausruf.socketio.engine.EngineSession;
import org.hausruf.socketio.engine.Poll;

/// A GET that is answered later, by a virtual thread of its own: a client that reads slowly holds up nobody.
final class LongPoll implements Poll {
    private final EngineSession session;
    private final AsyncContext request;

    /// @param request ends when the session does, which has a heartbeat
    LongPoll(EngineSession session, AsyncContext request) {
        this.session = session;
        this.request = request;
        request.setTimeout(0);
    }

    @Override
    public void answer(String payload) {
        byte[] body = payload.getBytes(UTF_8);
        Thread.ofVirtual().name("socketio-poll").start(() -> write(body));
    }

    @Override
    public void refuse() {
        Thread.ofVirtual().name("socketio-poll").start(this::writeRefusal);
    }

    private void write(byte[] body) {
        var response = (HttpServletResponse) request.getResponse();
        try {
            Answers.text(response, 200, body);
        } catch (IOException e) {
            session.end(CloseReason.TRANSPORT_ERROR); // what was in it is lost
        } finally {
            request.complete();
        }
    }

    private void writeRefusal() {
        try {
            Answers.refusal((HttpServletResponse) request.getResponse(), Answers.Problem.BAD_REQUEST);
        } catch (IOException e) {
            // It is gone, and so is the session.
        } finally {
            request.complete();
        }
    }
}
