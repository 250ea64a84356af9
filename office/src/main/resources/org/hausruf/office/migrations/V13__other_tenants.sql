-- Whether an office has the installation for itself. Where it does not, nobody may make accounts of addresses that no
-- mail has proved: an address is one user of the whole installation.
--
-- Read by: invitations of colleagues, where no mail server is configured.

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

-- Offices that the list names know each other: those of the sample data.
create function resolve_other_tenant(mine uuid, samples uuid[]) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select t.id from tenants t
        where t.id <> mine and not (t.id = any (samples) and mine = any (samples)) limit 1
    $$;

revoke execute on function resolve_other_tenant(uuid, uuid[]) from public;
grant execute on function resolve_other_tenant(uuid, uuid[]) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
