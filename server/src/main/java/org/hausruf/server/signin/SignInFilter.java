package org.hausruf.server.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.hausruf.office.Secret;
import org.hausruf.office.user.Sessions;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.problem.Problems;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/// The gate before `/api` and `/functions`. A bearer token or, under `/api` only, the session cookie says who asks;
/// whoever changes something by cookie must show the session's CSRF token and come from our own pages.
///
/// It proves an identity, it demands none: controllers that need one ask for a [SignedIn].
public final class SignInFilter extends OncePerRequestFilter {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BEARER = "Bearer ";

    private final Sessions sessions;
    private final URI origin;
    private final Problems problems;

    public SignInFilter(Sessions sessions, URI origin, Problems problems) {
        this.sessions = sessions;
        this.origin = origin;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        try {
            var signedIn = signedIn(request);
            if (signedIn.isPresent()) callAs(signedIn.get(), request, response, chain);
            else chain.doFilter(request, response);
        } catch (Refused e) {
            problems.write(Problem.of(e.code), response);
        }
    }

    /// Everything behind this filter works for the signed-in user.
    private static void callAs(
            SignedIn signedIn, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(SignedIn.class.getName(), signedIn);
        try {
            signedIn.user().caller().call(() -> {
                chain.doFilter(request, response);
                return signedIn;
            });
        } catch (IOException | ServletException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    private Optional<SignedIn> signedIn(HttpServletRequest request) throws Refused {
        var api = request.getRequestURI().startsWith("/api/");
        var changes = !SAFE_METHODS.contains(request.getMethod());
        if (api && changes && !fromOurPages(request)) throw new Refused(ProblemCode.FORBIDDEN);
        try {
            var byToken = bearer(request)
                    .flatMap(token -> sessions.byAccessToken(token).map(s -> of(s, token)));
            if (byToken.isPresent() || !api || isPublic(request)) return byToken;
            var byCookie =
                    cookie(request).flatMap(secret -> sessions.byCookie(secret).map(s -> of(s, secret)));
            if (byCookie.isPresent() && changes && !confirmed(request, byCookie.get())) {
                throw new Refused(ProblemCode.CSRF);
            }
            return byCookie;
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
            throw new Refused(ProblemCode.UNAVAILABLE);
        }
    }

    private static SignedIn of(Sessions.Session session, Secret secret) {
        return new SignedIn(session.id(), session.user(), CsrfToken.of(secret));
    }

    private static Optional<Secret> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(h -> h.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(h -> new Secret(h.substring(BEARER.length()).strip()));
    }

    private static Optional<Secret> cookie(HttpServletRequest request) {
        return Arrays.stream(Optional.ofNullable(request.getCookies()).orElse(new Cookie[0]))
                .filter(c -> c.getName().equals(SessionCookie.NAME))
                .map(c -> new Secret(c.getValue()))
                .findFirst();
    }

    /// Signing in and a guest's way in never act for the session whose cookie happens to be there.
    private static boolean isPublic(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/api/invites/")
                || (path.equals("/api/session") && request.getMethod().equals("POST"));
    }

    private static boolean confirmed(HttpServletRequest request, SignedIn signedIn) {
        var token = request.getHeader("X-CSRF-Token");
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(UTF_8), signedIn.csrfToken().getBytes(UTF_8));
    }

    /// Browsers name the page's origin with every request that changes something; programs send none.
    private boolean fromOurPages(HttpServletRequest request) {
        var from = request.getHeader("Origin");
        return from == null
                || from.equals(origin.toString())
                || from.equals(request.getScheme() + "://" + request.getHeader("Host"));
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final ProblemCode code;

        Refused(ProblemCode code) {
            super(code.name(), null, false, false);
            this.code = code;
        }
    }
}
