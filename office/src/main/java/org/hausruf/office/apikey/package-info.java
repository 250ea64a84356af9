/// Keys of an office's own programs, such as the server of its CRM.
///
/// A key does one thing: it gets a [org.hausruf.office.user.CallTokens.CallToken] for a person of its office, by their
/// address or id. It is no person, and opens nothing itself. Admins make keys and take them back; a key that is taken
/// back is gone, and the tokens made with it are void at once. Of a key, the SHA-256 of its secret part is stored.
@NullMarked
package org.hausruf.office.apikey;

import org.jspecify.annotations.NullMarked;
