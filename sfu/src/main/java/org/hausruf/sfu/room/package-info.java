/// Rooms, participants, publications and subscriptions.
///
/// A room is confined to one loop: requests come in as method calls on that loop, effects go out through
/// listeners, also on that loop. No packet passes through here, no protobuf,
/// no socket, no lock; time comes in as `nowNanos`.
@NullMarked
package org.hausruf.sfu.room;

import org.jspecify.annotations.NullMarked;
