-- The lobby: in a call that has one, a guest who has claimed the link waits until the host lets them in. A call keeps the
-- choice it was made with. Of a call without a lobby there are no rows here, and nobody waits.
--
-- Read by: each question of a waiting guest's page, the host's room every few seconds, the engine's report of somebody's
-- arrival. Grows: at most one row per invite.

alter table video_calls add column lobby boolean not null default false;

create table video_call_waits (
    invite_id uuid primary key,
    tenant_id uuid not null,
    call_id uuid not null,
    state text not null check (state in ('waiting', 'admitted', 'declined')),
    asked_at timestamptz not null,                     -- when the link was claimed
    seen_at timestamptz not null,                      -- when their page last asked: who has closed it waits no more
    decided_at timestamptz,
    unique (tenant_id, call_id, invite_id),
    foreign key (tenant_id, call_id, invite_id) references video_call_invites (tenant_id, call_id, id) on delete cascade,
    check ((state = 'waiting') = (decided_at is null))
);
alter table video_call_waits enable row level security;
alter table video_call_waits force row level security;
grant select, insert on video_call_waits to hausruf_app;
grant update (state, asked_at, seen_at, decided_at) on video_call_waits to hausruf_app;

create policy tenant on video_call_waits as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy host_reads on video_call_waits for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and call_id in (select id from video_calls));
-- Whatever a guest's work writes here, it comes out as waiting: nobody lets themselves in.
create policy guest_reads on video_call_waits for select to hausruf_app
    using (current_setting('app.actor') = 'guest' and invite_id = current_setting('app.invite_id')::uuid);
create policy guest_inserts on video_call_waits for insert to hausruf_app
    with check (current_setting('app.actor') = 'guest' and invite_id = current_setting('app.invite_id')::uuid
        and state = 'waiting');
create policy guest_updates on video_call_waits for update to hausruf_app
    using (current_setting('app.actor') = 'guest' and invite_id = current_setting('app.invite_id')::uuid)
    with check (current_setting('app.actor') = 'guest' and invite_id = current_setting('app.invite_id')::uuid
        and state = 'waiting');
create policy system_reads on video_call_waits for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_updates on video_call_waits for update to hausruf_app
    using (current_setting('app.actor') = 'system');
