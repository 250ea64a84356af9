/// A person's data go, of a colleague's account, or of an address that guests were invited at; and whoever asks is told
/// what is kept of them.
///
/// [Erasure] is asked by an admin and does it in one transaction; [Traces] is the list of every table that holds
/// something of a person, in the order in which it is cleared. [OwnData] gives people a copy of
/// theirs, by the list of [OwnParts]. `docs/erasure.md` says the same for people, and a test
/// holds each column of the database against that page. Who is inside a room is put out by the caller: no media in
/// here.
@NullMarked
package org.hausruf.office.erasure;

import org.jspecify.annotations.NullMarked;
