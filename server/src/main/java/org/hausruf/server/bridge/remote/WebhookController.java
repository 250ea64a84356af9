package org.hausruf.server.bridge.remote;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
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
        if (!media.isSigned(authorization))
            throw Problem.of(ProblemCode.WEBHOOK_REFUSED).exception();
        var body = request.getInputStream().readNBytes(Limits.EVENT_BYTES + 1);
        if (body.length > Limits.EVENT_BYTES)
            throw Problem.of(ProblemCode.TOO_LARGE).exception();
        switch (media.hear(authorization, body)) {
            case TAKEN -> {}
            case FORGED -> throw Problem.of(ProblemCode.WEBHOOK_REFUSED).exception();
            case UNREADABLE ->
                throw Problem.invalid("body", "is no event", "a LiveKit WebhookEvent as JSON, with an id")
                        .exception();
        }
    }
}
