package org.hausruf.livekit.http;

import jakarta.servlet.http.HttpServletRequest;
import org.hausruf.livekit.ConnectRequest;
import org.hausruf.livekit.ConnectResult.Refused;
import org.hausruf.livekit.Engine;
import org.hausruf.livekit.token.Grants;
import org.hausruf.livekit.token.Verification.Accepted;
import org.hausruf.livekit.token.Verification.Reason;
import org.jspecify.annotations.Nullable;

/// What a client says of itself before there is a WebSocket: its token and the query.
final class JoinQuery {
    sealed interface Verdict {}

    record Bearer(Grants grants) implements Verdict {}

    record Refusal(Refused refused) implements Verdict {}

    private JoinQuery() {}

    /// The `Authorization` header counts before `access_token`, which browsers need for want of headers.
    static Verdict grants(Engine engine, OriginCheck origins, HttpServletRequest request) {
        @Nullable String header = request.getHeader("Authorization");
        @Nullable String token = request.getParameter("access_token");
        if (header != null) {
            if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) return refusal("permissions denied");
            token = header.substring(7).strip();
        }
        if (token == null || token.isEmpty()) return refusal("permissions denied");
        return switch (engine.verify(token)) {
            case Accepted(Grants grants) -> fromPage(grants, origins, request);
            case org.hausruf.livekit.token.Verification.Refused(Reason reason) ->
                refusal(reason == Reason.UNKNOWN_KEY ? reason.text() : "invalid authorization token: " + reason.text());
        };
    }

    private static Verdict fromPage(Grants grants, OriginCheck origins, HttpServletRequest request) {
        boolean refused = request.getHeader("Origin") != null
                && !origins.allows(request, grants.video().room());
        return refused ? new Refusal(new Refused(403, "origin is not allowed")) : new Bearer(grants);
    }

    static ConnectRequest connectRequest(Grants grants, HttpServletRequest request) {
        @Nullable String sid = request.getParameter("sid");
        return new ConnectRequest(
                grants,
                flag(request, "auto_subscribe", true),
                flag(request, "reconnect", false),
                sid == null ? "" : sid);
    }

    private static Refusal refusal(String text) {
        return new Refusal(new Refused(401, text));
    }

    private static boolean flag(HttpServletRequest request, String name, boolean absent) {
        @Nullable String value = request.getParameter(name);
        return value == null ? absent : value.equals("1") || value.equals("true");
    }
}
