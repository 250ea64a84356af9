/// RTP (RFC 3550): headers, header extensions (RFC 8285), sequence numbers, and what payloads show without being
/// decoded: VP8 (RFC 7741), H264 (RFC 6184), redundant audio (RFC 2198).
///
/// Reads what strangers sent: every size is checked, and a packet that does not add up is refused as a value.
@NullMarked
package org.hausruf.rtc.rtp;

import org.jspecify.annotations.NullMarked;
