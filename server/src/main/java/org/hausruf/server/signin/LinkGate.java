package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;

/// How often one address may open links to accounts, and ask for new ones.
public final class LinkGate {
    private final RateLimits limits;
    private final ClientAddresses addresses;

    public LinkGate(RateLimits limits, ClientAddresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    /// Counts one link that is opened, or refuses it.
    public void count(HttpServletRequest request) {
        limits.take(Limit.LINK, addresses.key(request));
    }

    /// Counts one forgotten password, or refuses it.
    public void countForgotten(HttpServletRequest request) {
        limits.take(Limit.FORGOTTEN, addresses.key(request));
    }

    /// Where a sign-in by such a link comes from.
    public String network(HttpServletRequest request) {
        return addresses.network(request);
    }
}
