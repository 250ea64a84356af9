-- Ringing calls between users of one office, and the book of people from which they are made.
--
-- Read by: each ring and each answer, the log page, the badge of missed calls, the book's page; the timer that ends
-- what rings too long asks for the next one due, and the start for all that a stop left open.
-- Grows: call_log ~40 rows per user and month, contacts with the customer's CRM, the rest a row per tenant or user.

create table contacts (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    kind text not null check (kind in ('contact', 'lead')),
    name text not null check (length(name) between 1 and 80),
    company text check (length(company) between 1 and 80),
    phone text check (length(phone) between 1 and 40),
    email text check (email = lower(email) and length(email) <= 254),
    linked_user_id uuid,                               -- as whom they sign in, if they do
    created_at timestamptz not null default now(),
    unique (tenant_id, id),
    foreign key (tenant_id, linked_user_id) references users (tenant_id, id) on delete set null (linked_user_id)
);
create index contacts_by_name on contacts (tenant_id, lower(name), id);
alter table contacts enable row level security;
alter table contacts force row level security;
grant select, insert on contacts to hausruf_app;
create policy tenant on contacts as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy members_read on contacts for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin', 'system'));
create policy system_inserts on contacts for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

-- No row means the standard: see CallRules.
create table tenant_call_settings (
    tenant_id uuid primary key references tenants (id) on delete cascade,
    ring_seconds smallint not null default 30 check (ring_seconds between 5 and 120),
    ring_when_busy boolean not null default false
);
alter table tenant_call_settings enable row level security;
alter table tenant_call_settings force row level security;
grant select, insert on tenant_call_settings to hausruf_app;
grant update (ring_seconds, ring_when_busy) on tenant_call_settings to hausruf_app;
create policy tenant on tenant_call_settings as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy members_read on tenant_call_settings for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin', 'system'));
create policy admin_inserts on tenant_call_settings for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin');
create policy admin_updates on tenant_call_settings for update to hausruf_app
    using (current_setting('app.actor') = 'admin');

-- No row means that they may be disturbed.
create table user_presence (
    tenant_id uuid not null,
    user_id uuid not null,
    do_not_disturb boolean not null,
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
alter table user_presence enable row level security;
alter table user_presence force row level security;
grant select, insert on user_presence to hausruf_app;
grant update (do_not_disturb) on user_presence to hausruf_app;
create policy tenant on user_presence as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy members_read on user_presence for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin', 'system'));
create policy own_insert on user_presence for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);
create policy own_update on user_presence for update to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);

create table call_log (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    room_name text not null unique check (length(room_name) <= 80),
    room_sid text check (length(room_sid) <= 80),
    participant_identity text check (length(participant_identity) <= 80),  -- as whom the callee is in the room
    track_sid text check (length(track_sid) <= 80),                        -- the first that the callee published
    recording_url text check (length(recording_url) <= 2000),
    from_user_id uuid not null,
    to_user_id uuid not null,
    contact_id uuid,                                   -- the entry of the book that was clicked
    media text not null check (media in ('audio', 'video')),
    waiting boolean not null default false,            -- rings somebody who was talking: once, gently
    status text not null
        check (status in ('INITIATED', 'RINGING', 'IN_PROGRESS', 'COMPLETED', 'MISSED', 'FAILED')),
    end_reason text
        check (end_reason in ('completed', 'declined', 'busy', 'cancelled', 'no-answer', 'failed')),
    duration_seconds bigint check (duration_seconds >= 0),                 -- from answer to end
    started_at timestamptz not null,
    ring_until timestamptz not null,
    answered_at timestamptz,
    seen_at timestamptz,                               -- last report that they talk: the end, if none other is known
    ended_at timestamptz,
    seen_by_callee_at timestamptz,                     -- when the callee looked at their missed calls
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    foreign key (tenant_id, from_user_id) references users (tenant_id, id) on delete cascade,
    foreign key (tenant_id, to_user_id) references users (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id),
    check (from_user_id <> to_user_id),
    check (ring_until >= started_at and answered_at >= started_at and ended_at >= coalesce(answered_at, started_at)),
    check ((answered_at is null) = (seen_at is null)),
    check ((status = 'COMPLETED') = (duration_seconds is not null)),
    -- Completed only if answered, missed only if not: a badge or a bill may rely on it.
    constraint call_log_status_fits check (
        case status
            when 'INITIATED' then end_reason is null and ended_at is null and answered_at is null
            when 'RINGING' then end_reason is null and ended_at is null and answered_at is null
            when 'IN_PROGRESS' then end_reason is null and ended_at is null and answered_at is not null
            when 'COMPLETED' then end_reason is not distinct from 'completed' and ended_at is not null and answered_at is not null
            when 'MISSED' then coalesce(end_reason, '') in ('declined', 'busy', 'cancelled', 'no-answer')
                and ended_at is not null and answered_at is null
            when 'FAILED' then end_reason is not distinct from 'failed' and ended_at is not null
        end)
);
create index call_log_from on call_log (tenant_id, from_user_id, id desc);
create index call_log_to on call_log (tenant_id, to_user_id, id desc);
create index call_log_unseen on call_log (tenant_id, to_user_id)
    where status = 'MISSED' and seen_by_callee_at is null;
create index call_log_ringing on call_log (ring_until) where status = 'RINGING';
create index call_log_unended on call_log (tenant_id) where status in ('INITIATED', 'RINGING', 'IN_PROGRESS');
-- What services decide under locks of both people, decided once more.
create unique index one_ringing_call_per_callee on call_log (tenant_id, to_user_id) where status = 'RINGING';
create unique index one_answered_call_per_callee on call_log (tenant_id, to_user_id) where status = 'IN_PROGRESS';
create unique index one_call_per_caller on call_log (tenant_id, from_user_id)
    where status in ('INITIATED', 'RINGING', 'IN_PROGRESS');

alter table call_log enable row level security;
alter table call_log force row level security;
grant select, insert on call_log to hausruf_app;
grant update (room_sid, participant_identity, track_sid, recording_url, status, end_reason, duration_seconds,
    answered_at, seen_at, ended_at, seen_by_callee_at, updated_at) on call_log to hausruf_app;
create policy tenant on call_log as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy parties_read on call_log for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin')
        and current_setting('app.user_id')::uuid in (from_user_id, to_user_id));
create policy caller_inserts on call_log for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin')
        and from_user_id = current_setting('app.user_id')::uuid);
create policy parties_update on call_log for update to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin')
        and current_setting('app.user_id')::uuid in (from_user_id, to_user_id));
create policy system_reads on call_log for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_updates on call_log for update to hausruf_app
    using (current_setting('app.actor') = 'system');

grant select (id, tenant_id, room_name, from_user_id, to_user_id, status, ring_until) on call_log to hausruf_resolver;
create policy resolver on call_log for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_call_room(wanted text) returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.tenant_id, c.id from call_log c where c.room_name = wanted $$;

-- Whether somebody can be rung, for a caller whom their calls are none of the business of.
create function resolve_engagements(of_tenant uuid, wanted uuid) returns table (ringing uuid, talking uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select case when c.status = 'RINGING' then c.id end, case when c.status = 'IN_PROGRESS' then c.id end
        from call_log c
        where c.tenant_id = of_tenant and wanted in (c.from_user_id, c.to_user_id)
          and c.status in ('RINGING', 'IN_PROGRESS')
    $$;

create function resolve_due_calls(at timestamptz) returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.tenant_id, c.id from call_log c where c.status = 'RINGING' and c.ring_until <= at $$;

create function resolve_next_due_call() returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select c.tenant_id, c.id from call_log c where c.status = 'RINGING' order by c.ring_until limit 1
    $$;

create function resolve_unended_calls() returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.tenant_id, c.id from call_log c where c.status in ('INITIATED', 'RINGING', 'IN_PROGRESS') $$;

revoke execute on function resolve_call_room(text), resolve_engagements(uuid, uuid), resolve_due_calls(timestamptz),
    resolve_next_due_call(), resolve_unended_calls() from public;
grant execute on function resolve_call_room(text), resolve_engagements(uuid, uuid), resolve_due_calls(timestamptz),
    resolve_next_due_call(), resolve_unended_calls() to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
