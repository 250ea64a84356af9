package org.hausruf.livekit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// `GET /` and `HEAD /`: the server is there. Browsers' clients ask too, to warm the connection up. Everything else
/// that no other servlet takes is 404.
final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Cors.allowAnyOrigin(response);
        switch (request.getMethod()) {
            case "OPTIONS" -> Cors.preflight(response);
            case "GET", "HEAD" -> {
                boolean root = request.getRequestURI().equals("/");
                answer(response, root ? 200 : 404, root ? "OK" : "no such path");
            }
            default -> answer(response, 404, "no such path");
        }
    }

    private static void answer(HttpServletResponse response, int status, String text) throws IOException {
        response.setStatus(status);
        response.setContentType("text/plain; charset=utf-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.getOutputStream().write(text.getBytes(UTF_8));
    }
}
