-- Sign-in through OpenID Connect: which providers an office signs its people in with, how it is known there, and which
-- of a provider's people is which of ours. The client's secret is sealed with a key that is not in the database.
--
-- Read by: each such sign-in (the office that has the provider, then its row, then the person), the admins' page.
-- Grows: a few providers per tenant, at most 5, and a row per provider and person who has come by it.

create table sign_in_providers (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    name text not null check (length(name) <= 80),
    issuer text not null check (length(issuer) <= 500),
    client_id text not null check (length(client_id) <= 200),
    client_secret bytea check (octet_length(client_secret) <= 1000),                 -- sealed: see Sealing
    email_trusted boolean not null,                    -- every address it names is proved, without email_verified
    asks_second_factor boolean not null,               -- ours, of who has one
    join_domains text[] not null check (cardinality(join_domains) <= 10),  -- whose addresses make accounts
    created_at timestamptz not null,
    unique (tenant_id, id)
);
alter table sign_in_providers enable row level security;
alter table sign_in_providers force row level security;
grant select, insert, delete on sign_in_providers to hausruf_app;
-- The issuer stays: its people are known by what it calls them.
grant update (name, client_id, client_secret, email_trusted, asks_second_factor, join_domains)
    on sign_in_providers to hausruf_app;
create policy tenant on sign_in_providers as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_works on sign_in_providers for all to hausruf_app
    using (current_setting('app.actor') = 'admin');
create policy system_reads on sign_in_providers for select to hausruf_app
    using (current_setting('app.actor') = 'system');

-- As token_people: the subject is who the person is; the address counts at the first time alone.
create table provider_people (
    tenant_id uuid not null,
    provider_id uuid not null,
    subject text not null check (length(subject) <= 255),
    user_id uuid not null,
    created_at timestamptz not null,
    primary key (tenant_id, provider_id, subject),
    unique (tenant_id, provider_id, user_id),
    foreign key (tenant_id, provider_id) references sign_in_providers (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index provider_people_of_user on provider_people (tenant_id, user_id);
alter table provider_people enable row level security;
alter table provider_people force row level security;
grant select, insert on provider_people to hausruf_app;
create policy tenant on provider_people as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy system_reads on provider_people for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_inserts on provider_people for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

grant select (id, tenant_id) on sign_in_providers to hausruf_resolver;
create policy resolver on sign_in_providers for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_sign_in_provider(wanted uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$ select p.tenant_id from sign_in_providers p where p.id = wanted $$;

revoke execute on function resolve_sign_in_provider(uuid) from public;
grant execute on function resolve_sign_in_provider(uuid) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
