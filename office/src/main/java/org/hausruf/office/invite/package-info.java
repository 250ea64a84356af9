/// Guests: the one-time link, from the mail to the room and back.
///
/// [Invites] is the host's side, [Admissions] the guest's. The clear token exists in the mail being sent and in the
/// guest's browser; here only its SHA-256 stays. A claim is one conditional update, so of many at once one wins. The
/// browser brings a rejoin secret of its own along with the claim, and comes back with it. Before a call with a
/// lobby the secret only lets them wait: in [Lobby] the host says who comes in, and until then there is nothing that
/// that a media token could be made of. [Notices] is the job that mails what becomes of planned calls.
@NullMarked
package org.hausruf.office.invite;

import org.jspecify.annotations.NullMarked;
