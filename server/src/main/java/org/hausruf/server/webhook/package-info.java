/// Tells an office's other programs of its calls: takes from office's outbox what is due, signs it, sends it through
/// `server.outbound`, and hands back what came of it.
///
/// Decides nothing: order, further attempts and giving up are office's.
@NullMarked
package org.hausruf.server.webhook;

import org.jspecify.annotations.NullMarked;
