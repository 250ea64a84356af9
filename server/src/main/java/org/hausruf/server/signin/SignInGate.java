package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;

/// How many passwords one address may try; how many may be tried for one account, and at once, is office's.
public final class SignInGate {
    private final RateLimits limits;
    private final ClientAddresses addresses;

    public SignInGate(RateLimits limits, ClientAddresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    /// Counts one sign-in elsewhere that begins, or refuses it.
    public void countProvider(HttpServletRequest request) {
        limits.take(Limit.PROVIDER, addresses.key(request));
    }

    /// Runs one attempt from the network that it is told; one that does not throw has succeeded and counts for nothing.
    public <T> T attempt(HttpServletRequest request, Function<String, T> signIn) {
        return attempt(Limit.SIGN_IN, request, signIn);
    }

    /// @param limit of failed ones
    public <T> T attempt(Limit limit, HttpServletRequest request, Function<String, T> signIn) {
        var address = addresses.key(request);
        limits.take(limit, address);
        var result = signIn.apply(addresses.network(request));
        limits.giveBack(limit, address);
        return result;
    }
}
