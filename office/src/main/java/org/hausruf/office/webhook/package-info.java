/// What an office's other programs are told of its ringing calls: addresses that admins keep, and an outbox.
///
/// [CallOutbox] writes events in the transaction that changes a call; [Deliveries] hands them to the server's job and
/// notes what became of each attempt; [Webhooks] is what admins do. An event stays until it has been taken or given up,
/// so a server that is killed tells it again under the same id. No HTTP and no timer in here.
@NullMarked
package org.hausruf.office.webhook;

import org.jspecify.annotations.NullMarked;
