/// Who signs in: users, passwords, sessions.
///
/// An address is one user in the whole installation, because people sign in with address and password alone and are not
/// asked which office they belong to. A session is one row with the hashes of two secrets, the browser's cookie and a
/// program's access token; both are looked up at each use, so ending a session ends both at once. Nothing is signed.
@NullMarked
package org.hausruf.office.user;

import org.jspecify.annotations.NullMarked;
