-- Accounts that come and go: who may still sign in, invitations to colleagues, forgotten passwords, and what people see
-- of their own sign-ins. Links carry a secret of 256 random bits, of which the SHA-256 stays.
--
-- Read by: each sign-in and request (active), the admin's list, whoever opens such a link.
-- Grows: a row per colleague who has not come yet, at most 200 per tenant; a row per forgotten password, one per person.

alter table users add column active boolean not null default true;
alter table users add column last_seen_at timestamptz;
grant update (display_name, role, active, last_seen_at) on users to hausruf_app;
create policy system_updates on users for update to hausruf_app
    using (current_setting('app.actor') = 'system');

grant update (display_name) on user_outbound_identities to hausruf_app;
create policy system_updates on user_outbound_identities for update to hausruf_app
    using (current_setting('app.actor') = 'system');

alter table sessions add column network text not null default '' check (length(network) <= 60);
alter table sessions add column last_used_at timestamptz;
grant update (last_used_at) on sessions to hausruf_app;

create table user_invites (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    email text not null check (email = lower(email) and length(email) <= 254),
    role text not null check (role in ('admin', 'member')),
    language text not null check (language in ('de', 'en')),
    token_hash bytea not null check (octet_length(token_hash) = 32),
    invited_by_user_id uuid,                           -- null: the operator
    sent_at timestamptz,
    send_error text,
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    unique (tenant_id, email),
    foreign key (tenant_id, invited_by_user_id) references users (tenant_id, id)
        on delete set null (invited_by_user_id)
);
alter table user_invites enable row level security;
alter table user_invites force row level security;
grant select, insert, delete on user_invites to hausruf_app;
grant update (token_hash, sent_at, send_error, expires_at) on user_invites to hausruf_app;
create policy tenant on user_invites as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy system_works on user_invites for all to hausruf_app
    using (current_setting('app.actor') = 'system');

create table password_resets (
    id uuid primary key,
    tenant_id uuid not null,
    user_id uuid not null,
    token_hash bytea not null check (octet_length(token_hash) = 32),
    expires_at timestamptz not null,
    created_at timestamptz not null default now(),
    unique (tenant_id, user_id),                       -- a new link voids the one before
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
alter table password_resets enable row level security;
alter table password_resets force row level security;
grant select, insert, delete on password_resets to hausruf_app;
create policy tenant on password_resets as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy system_works on password_resets for all to hausruf_app
    using (current_setting('app.actor') = 'system');

grant select (id) on tenants to hausruf_resolver;
grant select (id, tenant_id) on user_invites to hausruf_resolver;
grant select (id, tenant_id) on password_resets to hausruf_resolver;
create policy resolver on tenants for select to hausruf_resolver using (true);
create policy resolver on user_invites for select to hausruf_resolver using (true);
create policy resolver on password_resets for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_any_tenant() returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$ select t.id from tenants t limit 1 $$;

create function resolve_user_invite(wanted uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$ select i.tenant_id from user_invites i where i.id = wanted $$;

create function resolve_password_reset(wanted uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$ select r.tenant_id from password_resets r where r.id = wanted $$;

revoke execute on function resolve_any_tenant(), resolve_user_invite(uuid), resolve_password_reset(uuid) from public;
grant execute on function resolve_any_tenant(), resolve_user_invite(uuid), resolve_password_reset(uuid) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
