/// Mail going out: composed from text blocks, sent by SMTP (or what else is an [Outbox]) while somebody waits (a
/// person, or the job that mails of planned calls), or kept in memory to be shown in the app where no mail goes out.
/// A planned call's has an entry for the calendar ([CalendarEntry]).
///
/// Nothing is queued or stored: a mail holds a clear token. Knows nothing of the database.
@NullMarked
package org.hausruf.office.mail;

import org.jspecify.annotations.NullMarked;
