-- Where a user's browsers can be reached while no page of ours is open: one push subscription per sign-in.
--
-- Read by: each ring, for the one who is rung. Grows: a row per browser in which somebody wants it, at most 20 per user;
-- gone with the sign-in that made it, and when the push service knows it no more.

alter table sessions add constraint sessions_of_one_user unique (tenant_id, user_id, id);

create table push_subscriptions (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid not null,
    session_id uuid not null,
    endpoint text not null check (length(endpoint) <= 1000),
    p256dh text not null check (p256dh ~ '^[A-Za-z0-9_-]{87}$'),           -- base64url of a point of P-256
    auth text not null check (auth ~ '^[A-Za-z0-9_-]{22}$'),               -- base64url of 16 bytes
    label text not null check (length(label) <= 80),
    language text not null check (language in ('de', 'en')),
    created_at timestamptz not null default now(),
    last_used_at timestamptz,                          -- a push service took something for it
    unique (tenant_id, session_id),                    -- a sign-in is one browser
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id, session_id) references sessions (tenant_id, user_id, id) on delete cascade
);
create index push_subscriptions_of_user on push_subscriptions (tenant_id, user_id);
alter table push_subscriptions enable row level security;
alter table push_subscriptions force row level security;
grant select, insert, delete on push_subscriptions to hausruf_app;
grant update (last_used_at) on push_subscriptions to hausruf_app;
create policy tenant on push_subscriptions as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy own_read on push_subscriptions for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);
create policy own_insert on push_subscriptions for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);
create policy own_delete on push_subscriptions for delete to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);
create policy system_reads on push_subscriptions for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_updates on push_subscriptions for update to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_deletes on push_subscriptions for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
