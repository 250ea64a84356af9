-- Whoever an identity provider brought could send nothing: their address counts as proved from now on, as the provider
-- proved it. A reset by mail proves an address, too.
--
-- Read by: as before. Grows: nothing.

alter table user_outbound_identities no force row level security;
alter table provider_people no force row level security;
update user_outbound_identities i set verified_at = i.created_at
    where i.verified_at is null
        and exists (select from provider_people p where p.tenant_id = i.tenant_id and p.user_id = i.user_id);
alter table provider_people force row level security;
alter table user_outbound_identities force row level security;

grant update (verified_at) on user_outbound_identities to hausruf_app;

-- Its admins choose in which zone an office tells the time; until now it stayed what it was set up with.
grant update (time_zone) on tenants to hausruf_app;
