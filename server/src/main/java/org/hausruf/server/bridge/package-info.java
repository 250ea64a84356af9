/// The one place that knows video calls and rooms: office words on one side, media words on the other.
///
/// Calls go to the media server through [MediaServer]; what happens there comes back as events and becomes rows.
/// Nothing is believed from a client: participants are who the media server saw.
@NullMarked
package org.hausruf.server.bridge;

import org.jspecify.annotations.NullMarked;
