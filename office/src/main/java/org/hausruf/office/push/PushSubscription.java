package org.hausruf.office.push;

import java.time.Instant;
import org.hausruf.office.Language;
import org.hausruf.office.PushSubscriptionId;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;
import org.jspecify.annotations.Nullable;

/// A browser as its push service knows it (Push API, RFC 8030). Immutable; prints itself without the address, which
/// is a secret between browser, push service and us.
///
/// @param label what the browser calls itself
/// @param language of what it is told
/// @param lastUsedAt when its push service last took something for it
public record PushSubscription(
        PushSubscriptionId id,
        TenantId tenant,
        UserId user,
        Target target,
        String label,
        Language language,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    /// Where to send, and for whose eyes (RFC 8291).
    ///
    /// @param p256dh the browser's public key, base64url
    /// @param auth its authentication secret, base64url
    public record Target(String endpoint, String p256dh, String auth) {
        @Override
        public String toString() {
            return "Target[]";
        }
    }
}
