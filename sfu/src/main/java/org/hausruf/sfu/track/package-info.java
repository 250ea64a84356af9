/// One track's bookkeeping: what arrived, what is missing, what to ask for again.
///
/// Pure: no socket, thread or clock, and no packet is sent from here; `forward` does that with the answers.
@NullMarked
package org.hausruf.sfu.track;

import org.jspecify.annotations.NullMarked;
