package org.hausruf.server.signin;

import java.util.Optional;
import org.hausruf.office.SessionId;
import org.hausruf.office.user.User;

/// Who asks, as their cookie or bearer token proves it.
///
/// @param ofSession nothing: by a token made elsewhere, which is no sign-in of ours
/// @param csrfToken what the cookie's own pages must show when they change something
public record SignedIn(Optional<SessionId> ofSession, User user, String csrfToken) {
    /// The sign-in, for deeds that are about it.
    public SessionId session() {
        return ofSession.orElseThrow(() -> Opens.ELSEWHERE.refusal().exception());
    }
}
