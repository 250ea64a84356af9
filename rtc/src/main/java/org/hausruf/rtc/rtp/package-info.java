/// RTP (RFC 3550): headers, header extensions (RFC 8285), sequence numbers, VP8's payload descriptor (RFC 7741).
///
/// Reads what strangers sent: every size is checked, and a packet that does not add up is refused as a value.
@NullMarked
package org.hausruf.rtc.rtp;

import org.jspecify.annotations.NullMarked;
