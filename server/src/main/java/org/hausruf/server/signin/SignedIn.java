package org.hausruf.server.signin;

import org.hausruf.office.SessionId;
import org.hausruf.office.user.User;

/// Who asks, as their cookie or bearer token proves it.
///
/// @param csrfToken what the cookie's own pages must show when they change something
public record SignedIn(SessionId session, User user, String csrfToken) {}
