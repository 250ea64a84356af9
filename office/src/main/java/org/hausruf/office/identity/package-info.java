/// People of an office who have shown elsewhere who they are.
///
/// An office names the issuers whose tokens it takes. A token is of a person by its subject, which is noted the first
/// time: then, and only then, the proved e-mail address says who of the office it is. So no account is ever made by a
/// token, and nobody takes over another's by changing an address at the issuer's. What a token must be to count is
/// checked at the edge; here is what the office keeps.
@NullMarked
package org.hausruf.office.identity;

import org.jspecify.annotations.NullMarked;
