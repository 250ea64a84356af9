/// The second step of sign-in: codes of an app on the phone, and recovery codes for when that is lost.
///
/// [Totp] computes, [SecondFactors] keeps and checks. Who may switch it on or off is for `account` to say; that nobody
/// gets a session without it, for `user`. No SMS, no codes by mail, no passkeys yet.
@NullMarked
package org.hausruf.office.factor;

import org.jspecify.annotations.NullMarked;
