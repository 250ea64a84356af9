/// Mail going out: composed from text blocks, sent by SMTP (or what else is an [Outbox]) while somebody
/// waits, or kept in memory to be shown in the app where no mail goes out.
///
/// Nothing is queued or stored: a mail holds a clear token. Knows nothing of the database.
@NullMarked
package org.hausruf.office.mail;

import org.jspecify.annotations.NullMarked;
