package org.hausruf.server.signin;

import java.util.List;
import java.util.Map;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;

/// What tokens open that are no full sign-in. Everything that is not listed here refuses them, so that a new route has
/// to be listed to be opened: above all the account, its password and second factor, and whatever is for admins.
/// Immutable.
///
/// @param routes with all that is below them
/// @param toRead the same, to be read alone
/// @param detail what whoever wants more is told
record Opens(List<String> routes, List<String> toRead, String detail) {
    /// Got by a program's API key: ringing calls and the people one can ring.
    static final Opens CALLS = new Opens(
            List.of("/api/calls", "/api/livekit", "/api/users", "/api/presence"),
            List.of("/api/contacts"),
            "This token was made with an API key: it opens calls and nothing else.");

    /// Made by another issuer: daily work, which is calls of either kind and the address book.
    static final Opens ELSEWHERE = new Opens(
            List.of(
                    "/api/calls",
                    "/api/livekit",
                    "/api/users",
                    "/api/presence",
                    "/api/contacts",
                    "/api/video-calls",
                    "/functions/v1"),
            List.of(),
            "This token was made elsewhere: it opens calls and contacts. For anything else sign in here.");

    /// @param path as the request line has it: what hides another path behind dots or semicolons opens nothing
    boolean opens(String method, String path) {
        return path.matches("[A-Za-z0-9/_-]+")
                && (isBelow(routes, path) || (method.equals("GET") && isBelow(toRead, path)));
    }

    private static boolean isBelow(List<String> routes, String path) {
        return routes.stream().anyMatch(route -> path.equals(route) || path.startsWith(route + "/"));
    }

    Problem refusal() {
        return Problem.of(ProblemCode.FORBIDDEN).with(Map.of("detail", detail));
    }
}
