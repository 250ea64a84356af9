package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;

/// How often one address may answer calls by a notification's secret, right or wrong.
public final class AnswerGate {
    private final RateLimits limits;
    private final ClientAddresses addresses;

    public AnswerGate(RateLimits limits, ClientAddresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    /// Counts one answer of this address, or refuses it.
    public void count(HttpServletRequest request) {
        limits.take(Limit.ANSWER, addresses.key(request));
    }
}
