package org.hausruf.server.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.hausruf.office.apikey.ApiKeys;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;

/// Knows programs by their API key, which counts in the header `Authorization` alone. How many wrong ones one address
/// may show is limited.
public final class KeyGate {
    private final ApiKeys keys;
    private final RateLimits limits;
    private final ClientAddresses addresses;

    public KeyGate(ApiKeys keys, RateLimits limits, ClientAddresses addresses) {
        this.keys = keys;
        this.limits = limits;
        this.addresses = addresses;
    }

    /// Who asks; a key that is good counts for nothing.
    public ApiKeys.Holder holder(HttpServletRequest request) {
        var address = addresses.key(request);
        limits.take(Limit.API_KEY, address);
        var holder = SignInFilter.bearer(request)
                .flatMap(keys::holder)
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_SIGNED_IN)
                        .with(Map.of("detail", "Send an API key that lasts as Authorization: Bearer hrk_…"))
                        .exception());
        limits.giveBack(Limit.API_KEY, address);
        return holder;
    }
}
