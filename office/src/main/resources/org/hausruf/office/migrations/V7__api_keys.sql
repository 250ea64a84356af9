-- Keys of an office's own programs, and the short-lived tokens that such a program gets for a person of the office: for
-- pages of a CRM, whose server knows who sits there. A token is a session that has no cookie and hangs on its key, so
-- that taking the key back ends it; it opens ringing calls and nothing else.
--
-- Read by: each request for a token (the key's office, then the key), the admin's list.
-- Grows: a few keys per tenant, at most 20; sessions with tokens, expired ones go with the person's next.

create table api_keys (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    name text not null check (length(name) between 1 and 80),
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    created_by_user_id uuid,                           -- keys outlive the account of who made them
    last_used_on date,                                 -- UTC
    created_at timestamptz not null default now(),
    unique (tenant_id, id),
    foreign key (tenant_id, created_by_user_id) references users (tenant_id, id)
        on delete set null (created_by_user_id)
);
alter table api_keys enable row level security;
alter table api_keys force row level security;
grant select, insert, delete on api_keys to hausruf_app;
grant update (last_used_on) on api_keys to hausruf_app;
create policy tenant on api_keys as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_reads on api_keys for select to hausruf_app
    using (current_setting('app.actor') = 'admin');
create policy admin_inserts on api_keys for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin');
create policy admin_deletes on api_keys for delete to hausruf_app
    using (current_setting('app.actor') = 'admin');
create policy system_reads on api_keys for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_updates on api_keys for update to hausruf_app
    using (current_setting('app.actor') = 'system');

alter table sessions add column api_key_id uuid;
alter table sessions alter column cookie_hash drop not null;
alter table sessions add constraint sessions_sign_in_or_key check ((cookie_hash is null) = (api_key_id is not null));
alter table sessions add foreign key (tenant_id, api_key_id) references api_keys (tenant_id, id) on delete cascade;
create index sessions_of_key on sessions (tenant_id, api_key_id) where api_key_id is not null;

grant select (id, tenant_id) on api_keys to hausruf_resolver;
create policy resolver on api_keys for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_api_key(wanted uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$ select k.tenant_id from api_keys k where k.id = wanted $$;

revoke execute on function resolve_api_key(uuid) from public;
grant execute on function resolve_api_key(uuid) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
