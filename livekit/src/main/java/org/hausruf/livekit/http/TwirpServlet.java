package org.hausruf.livekit.http;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.twirp.Encoding;
import org.hausruf.livekit.twirp.ErrorCode;
import org.hausruf.livekit.twirp.Twirp;
import org.hausruf.livekit.twirp.Twirp.Reply;
import org.jspecify.annotations.Nullable;

/// LiveKit's server APIs, to be mapped to `/twirp/*`.
///
/// A token in the `Authorization` header (or `access_token`) is all that counts: cookies do nothing here, so any origin
/// may ask unless an [OriginCheck] says otherwise. A body is read only for a token that is good.
public final class TwirpServlet extends HttpServlet {
    private static final long serialVersionUID = 1;
    static final int MAX_BODY_BYTES = 10 << 20;
    /// What a refused request may have sent along without losing its connection.
    private static final int PASSED_OVER_BYTES = 64 * 1024;

    private final transient Engine engine;
    private final transient Twirp twirp;
    private final transient OriginCheck origins;

    /// For pages of any origin.
    public TwirpServlet(Engine engine, Twirp twirp) {
        this(engine, twirp, OriginCheck.ANY);
    }

    public TwirpServlet(Engine engine, Twirp twirp, OriginCheck origins) {
        this.engine = engine;
        this.twirp = twirp;
        this.origins = origins;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cors.allowAnyOrigin(response);
        if (request.getMethod().equals("OPTIONS")) Cors.preflight(response);
        else {
            Reply reply = reply(request);
            if (reply.status() != 200) passOver(request, response);
            send(response, reply);
        }
    }

    /// A body left unread would be taken for the connection's next request.
    private static void passOver(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean bounded =
                request.getContentLengthLong() <= PASSED_OVER_BYTES && request.getHeader("Transfer-Encoding") == null;
        if (bounded) request.getInputStream().readNBytes(PASSED_OVER_BYTES);
        else response.setHeader("Connection", "close");
    }

    private Reply reply(HttpServletRequest request) throws IOException {
        String path = request.getPathInfo() == null ? "" : request.getPathInfo();
        if (!request.getMethod().equals("POST")) {
            return Twirp.error(
                    ErrorCode.BAD_ROUTE, "unsupported method \"" + request.getMethod() + "\" (only POST is allowed)");
        }
        @Nullable String type = request.getContentType();
        Optional<Encoding> encoding = type == null ? Optional.empty() : Encoding.of(type);
        if (!twirp.has(path)) return twirp.call(path, Encoding.JSON, new byte[0], null);
        if (encoding.isEmpty()) {
            return Twirp.error(
                    ErrorCode.BAD_ROUTE, "unexpected Content-Type, allowed: application/protobuf, application/json");
        }
        return switch (JoinQuery.grants(engine, origins, request)) {
            case JoinQuery.Refusal(var refused) ->
                Twirp.error(
                        refused.status() == 403 ? ErrorCode.PERMISSION_DENIED : ErrorCode.UNAUTHENTICATED,
                        refused.text());
            case JoinQuery.Bearer(Grants grants) -> call(path, encoding.get(), request, grants);
        };
    }

    private Reply call(String path, Encoding encoding, HttpServletRequest request, Grants grants) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return Twirp.error(413, ErrorCode.MALFORMED, "request is larger than " + MAX_BODY_BYTES + " bytes");
        }
        return twirp.call(path, encoding, body, grants);
    }

    private static void send(HttpServletResponse response, Reply reply) throws IOException {
        response.setStatus(reply.status());
        response.setContentType(reply.contentType());
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(reply.body().size());
        reply.body().writeTo(response.getOutputStream());
    }
}
