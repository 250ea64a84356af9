/// Who is asking, and how often they may: session cookie, bearer token, CSRF token, rate limits.
///
/// A request passes [SignInFilter] first; what it proves is bound as office's caller around everything that follows.
@NullMarked
package org.hausruf.server.signin;

import org.jspecify.annotations.NullMarked;
