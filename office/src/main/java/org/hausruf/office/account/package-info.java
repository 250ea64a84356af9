/// Accounts that come and go: the first office and its admin, invitations to colleagues, roles, deactivation, forgotten
/// passwords, and what people change of their own account.
///
/// Every way in is a link with a secret of 256 random bits that works once; its hash is at rest, the link itself is in
/// one mail and nowhere else. All writing is the system's, in one transaction that has looked at who asks.
@NullMarked
package org.hausruf.office.account;

import org.jspecify.annotations.NullMarked;
