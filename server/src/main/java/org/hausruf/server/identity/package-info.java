/// Who somebody is, as others say it: tokens that another issuer has made.
///
/// An office names its issuers ([org.hausruf.office.identity.TokenIssuers]); here a token is held against what the
/// office said: signature, time, audience, tenant. Which algorithms count is decided by the kind of key that the office
/// named, never by the token.
///
/// And sign-ins through OpenID Connect: an office names its providers ([org.hausruf.office.identity.SignInProviders]);
/// here people are sent there ([ProviderSignIns]), and what they bring back is held against what was asked for. What a
/// sign-in is here, and its cookie, is none of this package's business.
@NullMarked
package org.hausruf.server.identity;

import org.jspecify.annotations.NullMarked;
