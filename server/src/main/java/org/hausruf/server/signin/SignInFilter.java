package org.hausruf.server.signin;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hausruf.office.Secret;
import org.hausruf.office.user.Sessions;
import org.hausruf.server.identity.ForeignTokens;
import org.hausruf.server.identity.Verdict;
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
    private static final Problem NOT_OURS = Problem.of(ProblemCode.ORIGIN_NOT_ALLOWED)
            .with(Map.of(
                    "detail",
                    "What changes something under /api is for pages of this server's own address (HAUSRUF_ORIGIN) and for "
                            + "programs, which send no Origin. Pages of other origins have /functions, /socket.io and /rtc, "
                            + "where an admin allows it: Settings, Integrations, or PUT /api/allowed-origins."));

    private final Sessions sessions;
    private final SessionCookie cookies;
    private final OwnPages pages;
    private final ForeignTokens foreign;
    private final Problems problems;

    public SignInFilter(
            Sessions sessions, SessionCookie cookies, OwnPages pages, ForeignTokens foreign, Problems problems) {
        this.sessions = sessions;
        this.foreign = foreign;
        this.cookies = cookies;
        this.pages = pages;
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
            problems.write(e.problem, response);
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
        if (api && changes && pages.foreignOrigin(request).isPresent()) throw new Refused(NOT_OURS);
        try {
            var byToken = byToken(request);
            if (byToken.isPresent() || !api || isPublic(request)) return byToken;
            var byCookie =
                    cookie(request).flatMap(secret -> sessions.byCookie(secret).map(s -> of(s, secret)));
            if (byCookie.isPresent() && changes && !confirmed(request, byCookie.get())) {
                throw new Refused(ProblemCode.CSRF);
            }
            return byCookie;
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
            throw new Refused(ProblemHandler.of(e));
        }
    }

    private Optional<SignedIn> byToken(HttpServletRequest request) throws Refused {
        var token = bearer(request).orElse(null);
        if (token == null) return Optional.empty();
        if (ForeignTokens.isOne(token)) return madeElsewhere(token, request);
        var session = sessions.byAccessToken(token).orElse(null);
        if (session == null) return Optional.empty();
        if (session.callsOnly()) check(Opens.CALLS, request);
        return Optional.of(of(session, token));
    }

    /// One that does not count is no refusal by itself: Supabase's pages, for instance, send a token of nobody's with
    /// every request, and what is open to all stays so. Whoever is asked for says why they are not known.
    private Optional<SignedIn> madeElsewhere(Secret token, HttpServletRequest request) throws Refused {
        if (request.getRequestURI().startsWith("/api/") && isPublic(request)) return Optional.empty();
        return switch (foreign.verdict(token)) {
            case Verdict.Person(var user) -> {
                check(Opens.ELSEWHERE, request);
                yield Optional.of(new SignedIn(Optional.empty(), user, CsrfToken.of(token)));
            }
            case Verdict.Nobody(var why) -> {
                request.setAttribute(SignedInArgument.WHY_NOT, why.words());
                yield Optional.empty();
            }
        };
    }

    private static void check(Opens opens, HttpServletRequest request) throws Refused {
        if (!opens.opens(request.getMethod(), request.getRequestURI())) throw new Refused(opens.refusal());
    }

    private static SignedIn of(Sessions.Session session, Secret secret) {
        return new SignedIn(Optional.of(session.id()), session.user(), CsrfToken.of(secret));
    }

    static Optional<Secret> bearer(HttpServletRequest request) {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(h -> h.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(h -> new Secret(h.substring(BEARER.length()).strip()));
    }

    private Optional<Secret> cookie(HttpServletRequest request) throws Refused {
        var values = cookies.of(request);
        if (values.size() > 1) throw new Refused(ProblemCode.NOT_SIGNED_IN);
        return values.stream().findFirst().map(Secret::new);
    }

    /// Signing in, a program's key, a guest's or colleague's way in and a notification's answer never act for the
    /// session whose cookie
    /// happens to be there.
    private static boolean isPublic(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/api/invites/")
                || path.startsWith("/api/sign-in/")
                || path.startsWith("/api/user-invites/")
                || path.startsWith("/api/sender-links/")
                || path.equals("/api/mail/resend-webhook")
                || path.startsWith("/api/setup")
                || path.startsWith("/api/password-resets")
                || path.equals("/api/tokens")
                || path.equals("/api/push/answers")
                || (path.equals("/api/session") && request.getMethod().equals("POST"));
    }

    private static boolean confirmed(HttpServletRequest request, SignedIn signedIn) {
        var token = request.getHeader("X-CSRF-Token");
        return token != null
                && MessageDigest.isEqual(
                        token.getBytes(UTF_8), signedIn.csrfToken().getBytes(UTF_8));
    }

    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final Problem problem;

        Refused(ProblemCode code) {
            this(Problem.of(code));
        }

        Refused(Problem problem) {
            super(problem.code().name(), null, false, false);
            this.problem = problem;
        }
    }
}
