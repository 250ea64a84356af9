/// RTCP: reports (RFC 3550), feedback (RFC 4585, RFC 5104) and transport-wide congestion control feedback.
///
/// [RtcpReader] walks compound packets from strangers, [RtcpWriter] writes ours. When to send what is not decided here.
@NullMarked
package org.hausruf.rtc.rtcp;

import org.jspecify.annotations.NullMarked;
