-- Meetings, their invites and who was in them.
--
-- Read by: the host's list and room page, guests' join pages, the job that closes empty calls each minute.
-- Grows: calls ~20 per user and month, invites ~2 per call, stays ~5 per call.

create table video_calls (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    host_user_id uuid not null,
    title text not null check (length(title) between 1 and 120),
    status text not null default 'draft' check (status in ('draft', 'active', 'ended', 'expired')),
    livekit_room_name text not null unique,
    starts_at timestamptz not null default now(),      -- planned start
    started_at timestamptz,                            -- when the host's media first connected
    ends_at timestamptz,                               -- real end
    expires_at timestamptz not null default now() + interval '24 hours',
    created_at timestamptz not null default now(),
    unique (tenant_id, id),
    unique (tenant_id, id, host_user_id),
    foreign key (tenant_id, host_user_id) references users (tenant_id, id) on delete cascade,
    check (status <> 'active' or started_at is not null),
    check ((status in ('ended', 'expired')) = (ends_at is not null))
);
create index video_calls_of_host on video_calls (tenant_id, host_user_id, id desc);
create index video_calls_not_over on video_calls (expires_at) where status in ('draft', 'active');

create table video_call_invites (
    id uuid primary key,
    tenant_id uuid not null,
    call_id uuid not null,
    invited_by_user_id uuid not null,
    invitee_email text not null check (invitee_email = lower(invitee_email) and length(invitee_email) <= 254),
    invitee_name text check (length(invitee_name) between 1 and 80),
    language text not null check (language in ('de', 'en')),
    status text not null default 'sent' check (status in ('sent', 'opened', 'joined', 'expired', 'revoked')),
    token_hash bytea not null check (octet_length(token_hash) = 32),
    sent_at timestamptz,                               -- when the mail server took it
    send_error text check (length(send_error) <= 40),
    opened_at timestamptz,
    joined_at timestamptz,
    guest_name text check (length(guest_name) between 1 and 80),
    rejoin_secret_hash bytea check (octet_length(rejoin_secret_hash) = 32),
    expires_at timestamptz not null default now() + interval '2 hours',
    created_at timestamptz not null default now(),
    unique (tenant_id, call_id, id),
    -- The third column makes the inviter the call's host, so that policies need not look at the call.
    foreign key (tenant_id, call_id, invited_by_user_id)
        references video_calls (tenant_id, id, host_user_id) on delete cascade
);
-- Identity in the room is the address: two live invites to one would push each other out.
create unique index one_live_invite_per_address on video_call_invites (tenant_id, call_id, invitee_email)
    where status in ('sent', 'opened', 'joined');

-- One row per stay; a resumed connection keeps its sid and its row.
create table video_call_participants (
    id uuid primary key,
    tenant_id uuid not null,
    call_id uuid not null,
    user_id uuid,
    invite_id uuid,
    email text,
    display_name text not null check (length(display_name) between 1 and 80),
    role text not null check (role in ('host', 'guest')),
    participant_sid text not null unique check (length(participant_sid) <= 80),
    joined_at timestamptz not null default now(),
    seen_at timestamptz not null default now(),        -- last report that they are in: the end, if none other is known
    left_at timestamptz,
    foreign key (tenant_id, call_id) references video_calls (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
    foreign key (tenant_id, call_id, invite_id) references video_call_invites (tenant_id, call_id, id) on delete cascade,
    check (case role when 'host' then invite_id is null else user_id is null end),
    check (left_at >= joined_at)
);
create index video_call_participants_of_call on video_call_participants (tenant_id, call_id);
create index video_call_participants_inside on video_call_participants (tenant_id, call_id) where left_at is null;

alter table video_calls enable row level security;
alter table video_calls force row level security;
alter table video_call_invites enable row level security;
alter table video_call_invites force row level security;
alter table video_call_participants enable row level security;
alter table video_call_participants force row level security;

grant select, insert on video_calls, video_call_invites, video_call_participants to hausruf_app;
grant update (status, started_at, ends_at) on video_calls to hausruf_app;
grant update (status, token_hash, sent_at, send_error, opened_at, joined_at, guest_name, rejoin_secret_hash, expires_at)
    on video_call_invites to hausruf_app;
grant update (seen_at, left_at) on video_call_participants to hausruf_app;

create policy tenant on video_calls as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy host_reads on video_calls for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and host_user_id = current_setting('app.user_id')::uuid);
create policy host_inserts on video_calls for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin') and host_user_id = current_setting('app.user_id')::uuid);
create policy host_updates on video_calls for update to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and host_user_id = current_setting('app.user_id')::uuid);
create policy guest_reads on video_calls for select to hausruf_app
    using (current_setting('app.actor') = 'guest' and id in (select call_id from video_call_invites));
create policy system_reads on video_calls for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_updates on video_calls for update to hausruf_app
    using (current_setting('app.actor') = 'system');

-- The host reads and makes invites; what becomes of them (mail, claim, revocation) the server writes.
create policy tenant on video_call_invites as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy host_reads on video_call_invites for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin')
        and invited_by_user_id = current_setting('app.user_id')::uuid);
create policy host_inserts on video_call_invites for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin')
        and invited_by_user_id = current_setting('app.user_id')::uuid);
create policy guest_reads on video_call_invites for select to hausruf_app
    using (current_setting('app.actor') = 'guest' and id = current_setting('app.invite_id')::uuid);
create policy guest_updates on video_call_invites for update to hausruf_app
    using (current_setting('app.actor') = 'guest' and id = current_setting('app.invite_id')::uuid);
create policy system_reads on video_call_invites for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_updates on video_call_invites for update to hausruf_app
    using (current_setting('app.actor') = 'system');

create policy tenant on video_call_participants as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy host_reads on video_call_participants for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and call_id in (select id from video_calls));
create policy guest_sees_host on video_call_participants for select to hausruf_app
    using (current_setting('app.actor') = 'guest' and role = 'host'
        and call_id in (select call_id from video_call_invites));
create policy system_reads on video_call_participants for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_inserts on video_call_participants for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');
create policy system_updates on video_call_participants for update to hausruf_app
    using (current_setting('app.actor') = 'system');

-- A guest is told who invited them.
create policy guest_sees_host on users for select to hausruf_app
    using (current_setting('app.actor') = 'guest' and id in (select host_user_id from video_calls));
