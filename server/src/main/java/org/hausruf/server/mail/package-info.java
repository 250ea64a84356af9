/// Mail by HTTP: Resend's API as an [org.hausruf.office.mail.Outbox], and what it reports of mails later.
///
/// Goes out through `server.outbound`, to the one address that the operator has set. What comes in is believed for its
/// signature alone. Knows nothing of what mails say.
@NullMarked
package org.hausruf.server.mail;

import org.jspecify.annotations.NullMarked;
