/// The way in over HTTP and WebSocket: a servlet that checks tokens, answers `/rtc/validate` and upgrades `/rtc`.
@NullMarked
package org.hausruf.livekit.http;

import org.jspecify.annotations.NullMarked;
