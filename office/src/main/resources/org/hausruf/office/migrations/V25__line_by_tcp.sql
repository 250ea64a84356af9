-- A line may go by a connection of TCP to the media server, too.

alter table video_call_participants
    drop constraint video_call_participants_line_path_check,
    add check (line_path in ('udp', 'tcp', 'turn'));
