package org.hausruf.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.function.BiConsumer;
import org.springframework.web.filter.OncePerRequestFilter;

/// Says on every answer what a browser may do with it: load nothing from elsewhere, run no script of a page's text,
/// tell nobody the address (it may hold an invite token), show no page inside another.
public final class SecurityHeaders extends OncePerRequestFilter {
    private final String contentSecurityPolicy;
    private final boolean https;

    /// @param media where LiveKit clients connect to, by WebSocket and (to ask why that failed) by HTTP
    public SecurityHeaders(URI origin, URI media) {
        contentSecurityPolicy = """
                default-src 'none'; script-src 'self'; style-src 'self'; \
                img-src 'self' data: blob:; font-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; \
                manifest-src 'self'; connect-src 'self' %s %s; \
                base-uri 'none'; form-action 'self'; frame-ancestors 'none'""".formatted(place(media), place(media).replaceFirst("^ws", "http"));
        https = origin.getScheme().equals("https");
    }

    /// With a path, a policy would allow that one address alone.
    private static String place(URI media) {
        return media.getScheme() + "://" + media.getAuthority();
    }

    /// Each header, for answers that no filter sees.
    void forEach(BiConsumer<String, String> header) {
        header.accept("Content-Security-Policy", contentSecurityPolicy);
        header.accept("Referrer-Policy", "no-referrer");
        header.accept("X-Content-Type-Options", "nosniff");
        header.accept("X-Frame-Options", "DENY");
        header.accept("Cross-Origin-Opener-Policy", "same-origin");
        header.accept("Permissions-Policy", "camera=(self), microphone=(self), display-capture=(self)");
        if (https) header.accept("Strict-Transport-Security", "max-age=31536000");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        forEach(response::setHeader);
        chain.doFilter(request, response);
    }
}
