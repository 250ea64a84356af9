/// The two peer connections of a participant: [PublisherPeer] answers, [SubscriberPeer] offers.
///
/// Each binds a transport to a media session and speaks SDP with its client. Which track belongs to whom is
/// decided in `sfu.room`. Confined to the loop.
@NullMarked
package org.hausruf.sfu.peer;

import org.jspecify.annotations.NullMarked;
