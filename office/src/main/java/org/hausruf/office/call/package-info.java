/// Ringing calls from user to user, and their log: to ring, to take, to decline, to hang up, to run out of time.
///
/// [CallMachine] decides, and is pure; [Calls] loads the row, locks both people, asks the machine and stores what it
/// says, in one transaction. Who is told of it, and what becomes of the room, is the server's business, after commit.
/// No timer in here: the server asks [Calls#nextExpiry] and calls [Calls#expire].
@NullMarked
package org.hausruf.office.call;

import org.jspecify.annotations.NullMarked;
