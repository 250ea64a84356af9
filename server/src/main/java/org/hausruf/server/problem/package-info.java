/// Refusals over HTTP: problem documents (RFC 9457), the only form in which anything here says no.
///
/// A client translates by `code` (and the field's name), so texts here are for developers and stay English.
@NullMarked
package org.hausruf.server.problem;

import org.jspecify.annotations.NullMarked;
