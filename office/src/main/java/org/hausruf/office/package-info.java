/// The domain and its SQL: tenants, users, video calls, invites, participants, mail, ringing calls, contacts. No HTTP,
/// no media, no container.
///
/// In here: the words that all features share (ids, [Caller], [Result], [Refusal]). A feature is a package with its
/// SQL beside it; features see `db`, `tenant` and this package, `invite` sees `videocall` and `mail`, and `call` sees
/// `contact` and `user`. A request binds a [Caller], calls one service, the service opens transactions through `db`,
/// and row-level policies decide again what the service decided.
@NullMarked
package org.hausruf.office;

import org.jspecify.annotations.NullMarked;
