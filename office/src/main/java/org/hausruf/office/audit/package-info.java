/// Who did what in an office: lines that are written in the transaction of the deed itself, so that neither is
/// without the other, and read by admins. No line is ever changed, but that it loses the name of a person who is
/// erased, and
/// goes when the office does not keep it any longer; none holds a secret, an address of a guest or a
/// call's title.
///
/// Knows none of the features that write here: they say what happened with [org.hausruf.office.audit.Line].
@NullMarked
package org.hausruf.office.audit;

import org.jspecify.annotations.NullMarked;
