/// Who somebody is, as others say it: tokens that another issuer has made.
///
/// An office names its issuers ([org.hausruf.office.identity.TokenIssuers]); here a token is held against what the
/// office said: signature, time, audience, tenant. Which algorithms count is decided by the kind of key that the office
/// named, never by the token.
@NullMarked
package org.hausruf.server.identity;

import org.jspecify.annotations.NullMarked;
