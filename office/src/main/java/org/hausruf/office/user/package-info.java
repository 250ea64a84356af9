/// Who signs in: users, passwords, sessions. Their second factor is of `factor`.
///
/// An address is one user in the whole installation, because people sign in with address and password alone and are not
/// asked which office they belong to. A session is one row with the hashes of two secrets, the browser's cookie and a
/// program's access token; both are looked up at each use, so ending a session ends both at once. Nothing is signed.
///
/// A token that a program gets for somebody, by a key of the office, is a session without a cookie.
@NullMarked
package org.hausruf.office.user;

import org.jspecify.annotations.NullMarked;
