package org.hausruf.office.identity;

import java.time.Instant;
import java.util.List;
import org.hausruf.office.SignInProviderId;

/// What admins see of one; its secret is never shown again. Immutable.
///
/// @param issuer to the letter, as it names itself; stays as long as the provider does
/// @param hasSecret whether this office has one with it
public record SignInProvider(SignInProviderId id, String issuer, Rules rules, boolean hasSecret, Instant createdAt) {
    /// What may be changed.
    ///
    /// @param name what people read on the button
    /// @param clientId as which the provider knows this office
    /// @param emailTrusted all addresses it names are proved; else `email_verified` must say so
    /// @param asksSecondFactor whoever has a second factor here is asked for it all the same
    /// @param joinDomains whose proved addresses make a new member; empty: nobody's
    public record Rules(
            String name, String clientId, boolean emailTrusted, boolean asksSecondFactor, List<String> joinDomains) {
        public Rules {
            joinDomains = List.copyOf(joinDomains);
        }

        /// A label, and nothing else that one reads in a log.
        @Override
        public String toString() {
            return "Rules[" + name + "]";
        }
    }
}
