-- Who sits in a video call talks: colleagues see it so, and who rings them hears it so. Holds no data.

grant select (email) on video_call_participants to hausruf_resolver;

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create or replace function resolve_engagements(of_tenant uuid, wanted uuid) returns table (ringing uuid, talking uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select case when c.status = 'RINGING' then c.id end, case when c.status = 'IN_PROGRESS' then c.id end
        from call_log c
        where c.tenant_id = of_tenant and wanted in (c.from_user_id, c.to_user_id)
          and c.status in ('RINGING', 'IN_PROGRESS')
        union all
        select null, p.call_id
        from video_call_participants p join users u on u.tenant_id = p.tenant_id and u.email = p.email
        where p.tenant_id = of_tenant and u.id = wanted and p.left_at is null
    $$;

reset role;
revoke create on schema public from hausruf_resolver;
