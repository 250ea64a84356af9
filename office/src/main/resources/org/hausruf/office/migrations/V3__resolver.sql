-- What must be found before a tenant is known: an address at sign-in, a cookie, an invite's id, a room's name, the calls
-- that jobs look after. Each function answers ids and nothing else; the work then happens in that tenant's transaction.
--
-- They belong to hausruf_resolver, whom nobody signs in as, and who sees the named columns only.
-- Read by: every request (session), every guest, every engine event, the minute's job. Holds no data.

grant select (id, tenant_id, email) on users to hausruf_resolver;
grant select (id, tenant_id, user_id, cookie_hash, access_token_hash, access_token_expires_at, expires_at)
    on sessions to hausruf_resolver;
grant select (id, tenant_id, livekit_room_name, status, expires_at) on video_calls to hausruf_resolver;
grant select (id, tenant_id) on video_call_invites to hausruf_resolver;
grant select (tenant_id, call_id, left_at) on video_call_participants to hausruf_resolver;

create policy resolver on users for select to hausruf_resolver using (true);
create policy resolver on sessions for select to hausruf_resolver using (true);
create policy resolver on video_calls for select to hausruf_resolver using (true);
create policy resolver on video_call_invites for select to hausruf_resolver using (true);
create policy resolver on video_call_participants for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_user_by_email(wanted text) returns table (tenant_id uuid, user_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select u.tenant_id, u.id from users u where u.email = wanted $$;

create function resolve_session_by_cookie(wanted bytea, at timestamptz)
    returns table (tenant_id uuid, user_id uuid, session_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select s.tenant_id, s.user_id, s.id from sessions s where s.cookie_hash = wanted and s.expires_at > at $$;

create function resolve_session_by_access_token(wanted bytea, at timestamptz)
    returns table (tenant_id uuid, user_id uuid, session_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select s.tenant_id, s.user_id, s.id from sessions s
        where s.access_token_hash = wanted and s.access_token_expires_at > at and s.expires_at > at
    $$;

create function resolve_invite(wanted uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$ select i.tenant_id from video_call_invites i where i.id = wanted $$;

create function resolve_room(wanted text) returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.tenant_id, c.id from video_calls c where c.livekit_room_name = wanted $$;

create function resolve_live_calls() returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select c.tenant_id, c.id from video_calls c where c.status in ('draft', 'active') $$;

create function resolve_occupied_calls() returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select distinct p.tenant_id, p.call_id from video_call_participants p where p.left_at is null $$;

create function resolve_empty_calls(at timestamptz) returns table (tenant_id uuid, call_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select c.tenant_id, c.id from video_calls c
        where (c.status = 'active' or (c.status = 'draft' and c.expires_at <= at))
          and not exists (
              select from video_call_participants p
              where p.tenant_id = c.tenant_id and p.call_id = c.id and p.left_at is null)
    $$;

revoke execute on function resolve_user_by_email(text), resolve_session_by_cookie(bytea, timestamptz),
    resolve_session_by_access_token(bytea, timestamptz), resolve_invite(uuid), resolve_room(text),
    resolve_live_calls(), resolve_occupied_calls(), resolve_empty_calls(timestamptz) from public;
grant execute on function resolve_user_by_email(text), resolve_session_by_cookie(bytea, timestamptz),
    resolve_session_by_access_token(bytea, timestamptz), resolve_invite(uuid), resolve_room(text),
    resolve_live_calls(), resolve_occupied_calls(), resolve_empty_calls(timestamptz) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
