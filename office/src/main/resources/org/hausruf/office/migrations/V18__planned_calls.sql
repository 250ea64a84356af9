-- Planned video calls: one for a time to come, of a length, in its host's time zone. Whoever is invited gets it as an
-- entry of a calendar, hears of changes, and is reminded. A call without a time zone here is not planned: it begins when
-- it is made, as before.
--
-- Read by: the host's list, every guest's page, and the job that mails: each half minute, what has changed
-- (notices_due) and what begins soon. Grows: no rows.

alter table users add column time_zone text check (length(time_zone) <= 60);    -- null: not known yet
grant update (time_zone) on users to hausruf_app;

alter table video_calls
    add column planned_minutes smallint check (planned_minutes between 5 and 1440),
    add column time_zone text check (length(time_zone) <= 60),                  -- the host's, when it was planned
    add column language text check (language in ('de', 'en')),                  -- of the host's own mails
    add column cancelled_at timestamptz,
    add column sequence integer not null default 0,    -- of the calendar entry: how often it was changed (RFC 5545, 3.8.7.4)
    add column told_sequence integer,                  -- which of them the host was mailed last
    add column reminded_for timestamptz,               -- which start the host needs no reminder of any more
    add column notices_due boolean not null default false,                      -- somebody has still to be told
    add check ((planned_minutes is null) = (time_zone is null) and (time_zone is null) = (language is null)),
    add check (cancelled_at is null or (status = 'ended' and time_zone is not null));
create index video_calls_planned on video_calls (starts_at) where time_zone is not null and status in ('draft', 'active');
create index video_calls_notices_due on video_calls (id) where notices_due;
create index video_calls_planned_of_host on video_calls (tenant_id, host_user_id, starts_at, id)
    where time_zone is not null and status in ('draft', 'active');
grant update (title, starts_at, planned_minutes, time_zone, expires_at, cancelled_at, sequence, told_sequence,
    reminded_for, notices_due) on video_calls to hausruf_app;

-- A later mail has a link of its own; the link of the one before goes on working, as it stands in the guest's calendar.
-- They open the same invite: once either is used, both are.
alter table video_call_invites
    add column earlier_token_hash bytea check (octet_length(earlier_token_hash) = 32),
    add column told_sequence integer,                  -- null: no mail of the call as planned has gone out
    add column reminded_for timestamptz;
grant update (earlier_token_hash, told_sequence, reminded_for) on video_call_invites to hausruf_app;

grant select (starts_at, time_zone, notices_due) on video_calls to hausruf_resolver;

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_calls_to_tell_of(at timestamptz, soon timestamptz) returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select c.tenant_id, c.id from video_calls c where c.notices_due
        union
        select c.tenant_id, c.id from video_calls c
        where c.time_zone is not null and c.status in ('draft', 'active') and c.starts_at > at and c.starts_at <= soon
    $$;

revoke execute on function resolve_calls_to_tell_of(timestamptz, timestamptz) from public;
grant execute on function resolve_calls_to_tell_of(timestamptz, timestamptz) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
