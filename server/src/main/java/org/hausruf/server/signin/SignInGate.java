package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// How many may try a password at once and from one address: checking one costs much memory and time on purpose.
public final class SignInGate {
    /// Argon2id takes tens of megabytes for each.
    private static final int AT_ONCE = 4;

    private final RateLimits limits;
    private final ClientAddresses addresses;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public SignInGate(RateLimits limits, ClientAddresses addresses) {
        this.limits = limits;
        this.addresses = addresses;
    }

    /// Runs one attempt; one that does not throw has succeeded and counts for nothing.
    public <T> T attempt(HttpServletRequest request, Supplier<T> signIn) {
        var address = addresses.key(request);
        limits.take(Limit.SIGN_IN, address);
        places.acquireUninterruptibly();
        try {
            var result = signIn.get();
            limits.giveBack(Limit.SIGN_IN, address);
            return result;
        } finally {
            places.release();
        }
    }
}
