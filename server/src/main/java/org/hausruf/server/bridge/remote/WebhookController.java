package org.hausruf.server.bridge.remote;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.problem.ProblemException;
import org.hausruf.server.problem.UnwantedBody;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/// `/api/livekit/webhook`: where the media server tells what happens. Its signature counts and nothing else; whether a
/// room is known makes no difference to the answer.
@RestController
public final class WebhookController {
    private final RemoteMediaServer media;

    public WebhookController(RemoteMediaServer media) {
        this.media = media;
    }

    /// Events may be large, so bodies are read for a token that signs one.
    @PostMapping("/api/livekit/webhook")
    void receive(
            @RequestHeader(name = HttpHeaders.AUTHORIZATION, defaultValue = "") String authorization,
            HttpServletRequest request)
            throws IOException {
        var in = request.getInputStream();
        if (!media.isSigned(authorization)) throw refused(ProblemCode.WEBHOOK_REFUSED, in);
        var body = read(in);
        if (body.length > Limits.EVENT_BYTES) throw refused(ProblemCode.TOO_LARGE, in);
        switch (media.hear(authorization, body)) {
            case TAKEN -> {}
            case FORGED -> throw Problem.of(ProblemCode.WEBHOOK_REFUSED).exception();
            case UNREADABLE ->
                throw Problem.invalid("body", "is no event", "a LiveKit WebhookEvent as JSON, with an id")
                        .exception();
        }
    }

    private static byte[] read(InputStream in) {
        try {
            return in.readNBytes(Limits.EVENT_BYTES + 1);
        } catch (IOException e) {
            throw Problem.of(ProblemCode.REQUEST_TIMEOUT).exception();
        }
    }

    private static ProblemException refused(ProblemCode why, InputStream unread) {
        try {
            UnwantedBody.discard(unread);
        } catch (IOException e) {
            // They are gone: nobody reads the answer.
        }
        return Problem.of(why).exception();
    }
}
