package org.hausruf.office.identity;

import java.time.Instant;
import org.hausruf.office.TokenIssuerId;
import org.jspecify.annotations.Nullable;

/// What admins see of one; its secret is never shown again. Immutable.
public record TokenIssuer(
        TokenIssuerId id, Rules rules, @Nullable String jwksUrl, Instant createdAt) {
    /// What its tokens must say.
    ///
    /// @param issuer `iss`, to the letter
    /// @param audience one of `aud`
    /// @param emailClaim where the person's address stands; a dot leads into an object
    /// @param emailTrusted all its addresses are proved; else `email_verified` must say so
    /// @param tenant null: whatever its tokens say of tenants, it works for this office
    public record Rules(
            String issuer,
            String audience,
            String emailClaim,
            boolean emailTrusted,
            @Nullable TenantClaim tenant) {}

    /// @param name where it stands; a dot leads into an object
    /// @param value what it must be
    public record TenantClaim(String name, String value) {}
}
