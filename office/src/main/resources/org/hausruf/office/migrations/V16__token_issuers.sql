-- Tokens made elsewhere: who makes them for an office (its CRM's sign-in, Supabase for instance), how they are checked,
-- and which of that maker's people is which of ours. The shared secret is sealed with a key that is not in the database.
--
-- Read by: each request that shows such a token (the offices that name its issuer, then their rows, then the person),
-- the admins' page. Grows: a few issuers per tenant, at most 10, and a row per issuer and person who has come by it.

create table token_issuers (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    issuer text not null check (length(issuer) <= 500),
    audience text not null check (length(audience) <= 200),
    jwks_url text check (length(jwks_url) <= 2000),
    secret bytea check (octet_length(secret) between 32 and 1000),                   -- sealed: see Sealing
    email_claim text not null check (length(email_claim) <= 100),
    email_trusted boolean not null,                    -- every address in its tokens is proved, without email_verified
    tenant_claim text check (length(tenant_claim) <= 100),
    tenant_value text check (length(tenant_value) <= 200),
    created_at timestamptz not null,
    unique (tenant_id, id),
    check ((jwks_url is null) <> (secret is null)),    -- so that no key is ever used in the other's way
    check ((tenant_claim is null) = (tenant_value is null))
);
create index token_issuers_named on token_issuers (issuer);
alter table token_issuers enable row level security;
alter table token_issuers force row level security;
grant select, insert, delete on token_issuers to hausruf_app;
create policy tenant on token_issuers as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_reads on token_issuers for select to hausruf_app
    using (current_setting('app.actor') = 'admin');
create policy admin_inserts on token_issuers for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin');
create policy admin_deletes on token_issuers for delete to hausruf_app
    using (current_setting('app.actor') = 'admin');
create policy system_reads on token_issuers for select to hausruf_app
    using (current_setting('app.actor') = 'system');

-- The subject is who the person is; the address counts at the first time alone. So nobody becomes somebody else by
-- changing their address at the issuer's.
create table token_people (
    tenant_id uuid not null,
    issuer_id uuid not null,
    subject text not null check (length(subject) <= 255),
    user_id uuid not null,
    created_at timestamptz not null,
    primary key (tenant_id, issuer_id, subject),
    unique (tenant_id, issuer_id, user_id),
    foreign key (tenant_id, issuer_id) references token_issuers (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index token_people_of_user on token_people (tenant_id, user_id);
alter table token_people enable row level security;
alter table token_people force row level security;
grant select, insert on token_people to hausruf_app;
create policy tenant on token_people as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy system_reads on token_people for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_inserts on token_people for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');

grant select (id, tenant_id, issuer) on token_issuers to hausruf_resolver;
create policy resolver on token_issuers for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_tenants_of_issuer(wanted text) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select distinct i.tenant_id from token_issuers i where i.issuer = wanted $$;

revoke execute on function resolve_tenants_of_issuer(text) from public;
grant execute on function resolve_tenants_of_issuer(text) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
