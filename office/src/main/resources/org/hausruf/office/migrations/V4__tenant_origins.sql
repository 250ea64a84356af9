-- From which web pages of other origins (a CRM's, for instance) an office's API and rooms may be used.
--
-- Read by: each preflight and each request that names a foreign origin, before the tenant is known; the admin's list.
-- Grows: a few rows per tenant, at most 20.

create table tenant_origins (
    tenant_id uuid not null references tenants (id) on delete cascade,
    origin text not null check (origin ~ '^[a-z][a-z0-9+.-]*://[a-z0-9.:[\]-]+$' and length(origin) <= 200),
    primary key (tenant_id, origin)
);
create index tenant_origins_by_origin on tenant_origins (origin);
alter table tenant_origins enable row level security;
alter table tenant_origins force row level security;
grant select, insert, delete on tenant_origins to hausruf_app;
create policy tenant on tenant_origins as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_works on tenant_origins for all to hausruf_app
    using (current_setting('app.actor') = 'admin');

grant select (tenant_id, origin) on tenant_origins to hausruf_resolver;
create policy resolver on tenant_origins for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_tenants_of_origin(wanted text) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select o.tenant_id from tenant_origins o where o.origin = wanted $$;

revoke execute on function resolve_tenants_of_origin(text) from public;
grant execute on function resolve_tenants_of_origin(text) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
