/// Requests to addresses that a tenant or a browser has named: webhooks, push services, issuers of tokens, providers of
/// sign-ins; and to the mail service that the operator has chosen.
///
/// Whoever names an address could name one of the server's own network. So there is one door, [OutboundHttp]: by
/// https to public addresses alone, beside those that the operator has listed. What is looked up is checked, and what
/// was checked is connected to. Of all that is sent at once an office has a share at most. Knows neither what is sent
/// nor when to send it again.
@NullMarked
package org.hausruf.server.outbound;

import org.jspecify.annotations.NullMarked;
