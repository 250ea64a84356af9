package org.hausruf.server.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.hausruf.office.TenantId;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.problem.ProblemHandler;
import org.hausruf.server.problem.Problems;
import org.springframework.dao.DataAccessException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Lets pages of other origins use `/functions` where a tenant has allowed it, and answers the questions (CORS
/// preflights) that browsers ask first. Whoever is signed in must be of such a tenant; so must the invite of a guest,
/// which the controller sees by [#tenants]. Runs behind [SignInFilter].
public final class PortalOrigins extends OncePerRequestFilter {
    private final OwnPages pages;
    private final AllowedOrigins origins;
    private final Problems problems;

    public PortalOrigins(OwnPages pages, AllowedOrigins origins, Problems problems) {
        this.pages = pages;
        this.origins = origins;
        this.problems = problems;
    }

    /// Whether something of that tenant may be shown to the page that asks.
    public static boolean allows(HttpServletRequest request, TenantId tenant) {
        return !(request.getAttribute(PortalOrigins.class.getName()) instanceof Set<?> tenants)
                || tenants.contains(tenant);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.addHeader("Vary", "Origin");
        var foreign = pages.foreignOrigin(request);
        if (foreign.isPresent()) pass(foreign.get(), request, response, chain);
        else chain.doFilter(request, response);
    }

    private void pass(String origin, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Set<TenantId> tenants;
        try {
            tenants = origins.tenantsAllowing(origin);
        } catch (DataAccessException e) {
            ProblemHandler.logDatabaseGone(e);
            problems.write(Problem.of(ProblemCode.UNAVAILABLE), response);
            return;
        }
        if (!isAllowed(request, tenants)) {
            problems.write(Problem.of(ProblemCode.ORIGIN_NOT_ALLOWED), response);
            return;
        }
        request.setAttribute(PortalOrigins.class.getName(), tenants);
        response.setHeader("Access-Control-Allow-Origin", origin);
        response.setHeader("Access-Control-Expose-Headers", "Retry-After");
        if (request.getMethod().equals("OPTIONS")) answerPreflight(response);
        else chain.doFilter(request, response);
    }

    private static boolean isAllowed(HttpServletRequest request, Set<TenantId> tenants) {
        return request.getAttribute(SignedIn.class.getName()) instanceof SignedIn signedIn
                ? tenants.contains(signedIn.user().tenant())
                : !tenants.isEmpty();
    }

    /// No credentials: cookies count for nothing here.
    private static void answerPreflight(HttpServletResponse response) {
        response.setHeader("Access-Control-Allow-Methods", "POST");
        response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type");
        response.setHeader("Access-Control-Max-Age", "600");
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
}
