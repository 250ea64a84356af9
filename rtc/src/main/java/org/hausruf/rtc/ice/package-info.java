/// ICE-lite (RFC 8445 §2.5): we answer the browser's checks and follow the path that it nominates.
///
/// Checks come in as parsed STUN with the time; answers and decisions go out through [org.hausruf.rtc.ice.IceEvents].
/// Deliberately absent: sending checks of our own, gathering, TCP candidates, relays.
@NullMarked
package org.hausruf.rtc.ice;

import org.jspecify.annotations.NullMarked;
