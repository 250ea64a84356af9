/// Webhooks as LiveKit sends them: what happens in rooms, told to addresses that the operator chose.
///
/// Events of the engine become signed requests, in order per room and address, with true counts: the event carries the
/// room as it was. Whoever does not take them is tried again a few times, then the event is dropped and counted; no
/// room waits for a receiver.
@NullMarked
package org.hausruf.livekit.webhook;

import org.jspecify.annotations.NullMarked;
