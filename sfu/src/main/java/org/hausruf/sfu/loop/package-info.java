/// Event loops: one platform thread each, which owns its rooms whole.
///
/// A turn of a loop: tasks from the mailbox, packets from its socket, packets that another loop's socket got,
/// deadlines, then everything to send goes out. The edge of the engine for exceptions: what a room throws ends here.
/// Deliberately absent: moving a room to another loop, and blocking of any kind.
@NullMarked
package org.hausruf.sfu.loop;

import org.jspecify.annotations.NullMarked;
