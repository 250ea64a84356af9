-- Offices and their people: what every page and every sign-in reads first.
--
-- Read by: each request (session, user), each page (branding), each mail (branding, outbound identity).
-- Grows: with customers, a few rows per person; sessions with sign-ins, expired ones go at the next sign-in.
--
-- Row-level security, here and in all later migrations: `tenant` is restrictive, so no other policy can open a row of
-- another tenant; the permissive ones say which actor may do what. Settings are read without the "missing ok" flag:
-- forgotten is an error, never "no rows" and never "all rows". FORCE binds the owner too, who therefore sees nothing.

revoke create on schema public from public;
grant usage on schema public to hausruf_app, hausruf_resolver;

create table tenants (
    id uuid primary key,
    name text not null check (length(name) between 1 and 80),
    accent_color text not null check (accent_color ~ '^#[0-9a-f]{6}$'),
    time_zone text not null,
    welcome_de text not null check (length(welcome_de) between 1 and 200),
    welcome_en text not null check (length(welcome_en) between 1 and 200),
    sentence_de text not null check (length(sentence_de) <= 400),
    sentence_en text not null check (length(sentence_en) <= 400),
    created_at timestamptz not null default now()
);
alter table tenants enable row level security;
alter table tenants force row level security;
grant select, insert on tenants to hausruf_app;
create policy tenant on tenants as restrictive to hausruf_app
    using (id = current_setting('app.tenant_id')::uuid);
create policy everybody_reads on tenants for select to hausruf_app using (true);
create policy system_inserts on tenants for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

create table tenant_tiles (
    tenant_id uuid not null references tenants (id) on delete cascade,
    position smallint not null,
    icon text not null check (icon ~ '^[a-z-]{1,40}$'),
    text_de text not null check (length(text_de) between 1 and 80),
    text_en text not null check (length(text_en) between 1 and 80),
    primary key (tenant_id, position)
);
alter table tenant_tiles enable row level security;
alter table tenant_tiles force row level security;
grant select, insert on tenant_tiles to hausruf_app;
create policy tenant on tenant_tiles as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy everybody_reads on tenant_tiles for select to hausruf_app using (true);
create policy system_inserts on tenant_tiles for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

create table tenant_logos (
    tenant_id uuid not null references tenants (id) on delete cascade,
    kind text not null check (kind in ('logo-light', 'logo-dark', 'mark-light', 'mark-dark')),
    media_type text not null check (media_type in ('image/png', 'image/jpeg', 'image/webp')),
    bytes bytea not null check (octet_length(bytes) between 1 and 524288),
    primary key (tenant_id, kind)
);
alter table tenant_logos enable row level security;
alter table tenant_logos force row level security;
grant select, insert on tenant_logos to hausruf_app;
create policy tenant on tenant_logos as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy everybody_reads on tenant_logos for select to hausruf_app using (true);
create policy system_inserts on tenant_logos for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

-- One address is one user of the whole installation: sign-in knows nothing but the address.
create table users (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    email text not null unique check (email = lower(email) and length(email) <= 254),
    display_name text not null check (length(display_name) between 1 and 80),
    role text not null check (role in ('admin', 'member')),
    created_at timestamptz not null default now(),
    unique (tenant_id, id)
);
alter table users enable row level security;
alter table users force row level security;
grant select, insert on users to hausruf_app;
create policy tenant on users as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy members_read on users for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin', 'system'));
create policy system_inserts on users for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

-- Apart from users, so that no list of people can carry a hash along.
create table user_passwords (
    tenant_id uuid not null,
    user_id uuid not null,
    argon2id text not null,
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
alter table user_passwords enable row level security;
alter table user_passwords force row level security;
grant select, insert on user_passwords to hausruf_app;
grant update (argon2id) on user_passwords to hausruf_app;
create policy tenant on user_passwords as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy system_works on user_passwords for all to hausruf_app
    using (current_setting('app.actor') = 'system');

-- One row is one sign-in with two secrets, of which the SHA-256 stays: ending it ends both.
create table sessions (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid not null,
    cookie_hash bytea not null unique check (octet_length(cookie_hash) = 32),
    access_token_hash bytea not null unique check (octet_length(access_token_hash) = 32),
    access_token_expires_at timestamptz not null,
    client text not null check (length(client) <= 200),
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index sessions_of_user on sessions (tenant_id, user_id);
alter table sessions enable row level security;
alter table sessions force row level security;
grant select, insert, delete on sessions to hausruf_app;
create policy tenant on sessions as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy own_read on sessions for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);
create policy own_end on sessions for delete to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);
create policy system_works on sessions for all to hausruf_app
    using (current_setting('app.actor') = 'system');

-- As whom a user's mail goes out: an address that was shown to be theirs.
create table user_outbound_identities (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid not null,
    email text not null check (email = lower(email) and length(email) <= 254),
    display_name text not null check (length(display_name) between 1 and 80),
    active boolean not null default true,
    verified_at timestamptz,
    created_at timestamptz not null default now(),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create unique index one_active_outbound_identity on user_outbound_identities (tenant_id, user_id) where active;
alter table user_outbound_identities enable row level security;
alter table user_outbound_identities force row level security;
grant select, insert on user_outbound_identities to hausruf_app;
create policy tenant on user_outbound_identities as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy own_read on user_outbound_identities for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin') and user_id = current_setting('app.user_id')::uuid);
create policy system_reads on user_outbound_identities for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_inserts on user_outbound_identities for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

-- The one that the user of the transaction sends as; none if it is not verified.
create function get_active_outbound_identity() returns table (id uuid, email text, display_name text)
    language sql stable security invoker set search_path = public, pg_temp
    as $$
        select i.id, i.email, i.display_name
        from user_outbound_identities i
        where i.user_id = current_setting('app.user_id')::uuid and i.active and i.verified_at is not null
    $$;
revoke execute on function get_active_outbound_identity() from public;
grant execute on function get_active_outbound_identity() to hausruf_app;
