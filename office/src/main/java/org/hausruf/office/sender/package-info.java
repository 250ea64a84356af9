/// As whom an office's mail goes out, and what became of it.
///
/// [Senders] keeps addresses of the office's own: whoever reads what is sent to one says by a link that it may be used,
/// and none is used before. [From] chooses among them for each mail, and knows what is used instead. [MailReports]
/// writes what the mail service says after it took a mail. Sends nothing but those links; invites and accounts send
/// their own.
@NullMarked
package org.hausruf.office.sender;

import org.jspecify.annotations.NullMarked;
