/// What an engine counts, as Prometheus reads it, under the names of LiveKit's server, so that dashboards made for it
/// fit.
///
/// Everything is summed when it is asked for: rooms and tracks by one question to each loop, events as they come.
/// Nothing here is on a packet's way. Left out are LiveKit's histograms of single tracks (jitter, round trip, quality).
///
/// Beside LiveKit's names there are our own, whose labels are from closed sets:
///
/// | Name | Labels | Counts |
/// |---|---|---|
/// | `hausruf_participants_left_total` | `reason`, `mismatch` | who has left: [org.hausruf.sfu.room.DisconnectReason];
/// for `STATE_MISMATCH` what lay behind it: [org.hausruf.sfu.room.Mismatch] |
/// | `hausruf_signal_closed_total` | `why` | signalling WebSockets that are gone:
/// [org.hausruf.livekit.signal.SignalClose] |
/// | `hausruf_joins_refused_total` | `status` | who was not let in, by HTTP status; looks at `/rtc/validate` do not
/// count |
/// | `hausruf_packets_dropped_total` | `reason` | packets that went nowhere: [org.hausruf.sfu.stats.DropReason] |
/// | `hausruf_data_pauses_total` | | how often somebody who sends data too fast had to wait; nothing is lost |
/// | `hausruf_webhooks_total` | `result` | webhooks sent, failed, dropped |
/// | `hausruf_faults_total` | | bugs that a loop survived: worth an alarm |
@NullMarked
package org.hausruf.livekit.metrics;

import org.jspecify.annotations.NullMarked;
