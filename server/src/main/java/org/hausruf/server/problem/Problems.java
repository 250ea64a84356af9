package org.hausruf.server.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import tools.jackson.databind.json.JsonMapper;

/// Writes problem documents where no controller has been reached yet: in filters and in Jetty itself.
public final class Problems {
    private final JsonMapper json;

    public Problems(JsonMapper json) {
        this.json = json;
    }

    public void write(Problem problem, HttpServletResponse response) throws IOException {
        response.setStatus(problem.code().status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        problem.retryAfterSeconds().ifPresent(s -> response.setHeader("Retry-After", Long.toString(s)));
        response.getOutputStream().write(bytes(problem));
    }

    public byte[] bytes(Problem problem) {
        return json.writeValueAsBytes(problem.members());
    }

    /// What a bare HTTP status, as Jetty gives one for a broken request, is called here.
    public static ProblemCode codeOf(int status) {
        return switch (status) {
            case 401 -> ProblemCode.NOT_SIGNED_IN;
            case 403 -> ProblemCode.FORBIDDEN;
            case 404 -> ProblemCode.NOT_FOUND;
            case 405 -> ProblemCode.METHOD_NOT_ALLOWED;
            case 406 -> ProblemCode.NOT_ACCEPTABLE;
            case 408 -> ProblemCode.REQUEST_TIMEOUT;
            case 413 -> ProblemCode.TOO_LARGE;
            case 415 -> ProblemCode.UNSUPPORTED_MEDIA_TYPE;
            case 426 -> ProblemCode.UPGRADE_REQUIRED;
            case 431 -> ProblemCode.HEADERS_TOO_LARGE;
            case 503 -> ProblemCode.UNAVAILABLE;
            case 501, 505 -> ProblemCode.INVALID; // a coding or version of HTTP that is not spoken here
            default -> status < 500 ? ProblemCode.INVALID : ProblemCode.INTERNAL;
        };
    }
}
