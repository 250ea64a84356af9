package org.hausruf.server.signin;

import java.util.List;
import java.util.Map;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;

/// What a token opens that a program got by an API key: ringing calls and the people one can ring. Everything that is
/// not listed here refuses it, so that a new route has to be listed to be opened.
final class CallsOnly {
    private static final List<String> ROUTES =
            List.of("/api/calls", "/api/livekit", "/api/users", "/api/contacts", "/api/presence");
    /// To be read alone.
    private static final String BOOK = "/api/contacts";

    private CallsOnly() {}

    /// @param path as the request line has it: what hides another path behind dots or semicolons opens nothing
    static boolean opens(String method, String path) {
        if (path.startsWith(BOOK) && !method.equals("GET")) return false;
        return path.matches("[A-Za-z0-9/_-]+")
                && ROUTES.stream().anyMatch(route -> path.equals(route) || path.startsWith(route + "/"));
    }

    static Problem refusal() {
        return Problem.of(ProblemCode.FORBIDDEN)
                .with(Map.of("detail", "This token was made with an API key: it opens calls and nothing else."));
    }
}
