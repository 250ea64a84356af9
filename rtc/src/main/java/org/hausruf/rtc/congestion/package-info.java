/// How much a line carries, as what was sent on it and when that arrived shows (draft-ietf-rmcat-gcc and RFC 8289 have
/// the ideas). Knows neither tracks nor layers; time is an argument.
@NullMarked
package org.hausruf.rtc.congestion;

import org.jspecify.annotations.NullMarked;
