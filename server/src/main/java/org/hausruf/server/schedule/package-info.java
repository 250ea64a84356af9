/// The thread that mails what becomes of planned video calls. What is due, and to whom, is `office.invite.Notices`'.
@NullMarked
package org.hausruf.server.schedule;

import org.jspecify.annotations.NullMarked;
