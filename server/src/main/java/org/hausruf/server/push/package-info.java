/// Rings browsers that have no page of ours open, by Web Push (RFC 8030).
///
/// [PushBell] hears of calls after they are decided, asks `office.push` for the callee's browsers, and sends each of
/// them an encrypted message ([Aes128Gcm], RFC 8291) that says who sent it ([Vapid], RFC 8292), and another one when
/// the ringing is over. A push service reads nothing but the browser's address and how long a message is good for.
/// What a notification may do without a page, it does by an [AnswerSecrets] secret. Sockets and rooms are not known in
/// here: an answer goes to the switchboard like any other.
@NullMarked
package org.hausruf.server.push;

import org.jspecify.annotations.NullMarked;
