/// Session descriptions (RFC 8866, RFC 8829): a reader for what WebRTC clients say, and the two sides that an SFU
/// plays.
///
/// On the publisher connection the client offers and [PublisherAnswer] answers; on the subscriber connection
/// [SubscriberOffer] offers what we send. Both are pure: what the transport needs is an argument, the text a result.
/// Deliberately absent: SDES, RTCP on its own port, anything that is not bundled, codecs other than Opus (alone or in
/// RED), VP8 and H264.
@NullMarked
package org.hausruf.rtc.sdp;

import org.jspecify.annotations.NullMarked;
