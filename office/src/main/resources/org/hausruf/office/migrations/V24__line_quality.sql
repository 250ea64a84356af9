-- How somebody's line was during a stay: all of it or, where the media server does not tell, nothing.
-- Sent is what they sent, received what they got; shares are of 1.

alter table video_call_participants
    add line_path text check (line_path in ('udp', 'turn')),
    add line_loss_sent double precision check (line_loss_sent between 0 and 1),
    add line_loss_received double precision check (line_loss_received between 0 and 1),
    add line_jitter_ms integer check (line_jitter_ms >= 0),
    add line_round_trip_ms integer check (line_round_trip_ms >= 0),
    add line_reconnects integer check (line_reconnects >= 0),
    add line_sent_kbps integer check (line_sent_kbps >= 0),
    add line_received_kbps integer check (line_received_kbps >= 0),
    add check (num_nonnulls(line_path, line_loss_sent, line_loss_received, line_reconnects, line_sent_kbps,
                            line_received_kbps) in (0, 6)),
    add check (line_path is not null or line_jitter_ms is null and line_round_trip_ms is null);

grant update (line_path, line_loss_sent, line_loss_received, line_jitter_ms, line_round_trip_ms, line_reconnects,
              line_sent_kbps, line_received_kbps) on video_call_participants to hausruf_app;
