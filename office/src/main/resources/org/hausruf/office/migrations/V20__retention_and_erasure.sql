-- How long an office keeps what has happened, and what a person leaves behind who is erased.
--
-- Read by: the admins' page, and once a day the job that removes what is older. Grows: at most one row per tenant.
--
-- No row, or no number, means that it is kept. The shortest times are longer than anything in here is still at work: a
-- delivery is tried for a day and a half. Of the audit log the last 90 days stay whatever somebody sets, so that who
-- does something cannot have it forgotten before it is looked at.
create table tenant_retention (
    tenant_id uuid primary key references tenants (id) on delete cascade,
    call_log_days smallint check (call_log_days between 7 and 3650),
    video_call_days smallint check (video_call_days between 7 and 3650),
    webhook_delivery_days smallint check (webhook_delivery_days between 7 and 3650),
    audit_log_days smallint check (audit_log_days between 90 and 3650)
);

alter table tenant_retention enable row level security;
alter table tenant_retention force row level security;
grant select, insert on tenant_retention to hausruf_app;
grant update (call_log_days, video_call_days, webhook_delivery_days, audit_log_days) on tenant_retention to hausruf_app;
create policy tenant on tenant_retention as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_reads on tenant_retention for select to hausruf_app
    using (current_setting('app.actor') in ('admin', 'system'));
create policy admin_inserts on tenant_retention for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin');
create policy admin_updates on tenant_retention for update to hausruf_app
    using (current_setting('app.actor') = 'admin');

-- What the job removes. Invites, stays and waits go with their video call, deliveries with their call.
grant delete on call_log, video_calls to hausruf_app;
create policy system_deletes on call_log for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_deletes on video_calls for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
create index call_log_ended on call_log (tenant_id, ended_at);
create index video_calls_ended on video_calls (tenant_id, ends_at);
create index webhook_deliveries_made on webhook_deliveries (tenant_id, created_at);
create index audit_log_oldest on audit_log (tenant_id, at);

-- An erased account stays as a row without a person: others' calls point at it.
alter table users add column erased_at timestamptz;
alter table users add constraint users_erased_is_out check (erased_at is null or not active);
grant update (email, erased_at) on users to hausruf_app;

grant delete on user_passwords, user_outbound_identities, user_presence, token_people, provider_people to hausruf_app;
create policy system_deletes on user_outbound_identities for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_deletes on user_presence for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_deletes on token_people for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_deletes on provider_people for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_deletes on sender_identities for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_deletes on contacts for delete to hausruf_app
    using (current_setting('app.actor') = 'system');
grant update (email, display_name) on video_call_participants to hausruf_app;
grant update (title) on video_calls to hausruf_app;
grant update (body) on webhook_deliveries to hausruf_app;

-- Two tables are not for the runtime role to change so far: the audit log stays as it was written, and whom an invite
-- names must not be a guest's to say. So three functions of the resolver's do what has to be done and no more, each in
-- the office of the transaction alone and for the system alone.
grant select (tenant_id, audit_log_days) on tenant_retention to hausruf_resolver;
create policy resolver on tenant_retention for select to hausruf_resolver
    using (tenant_id = current_setting('app.tenant_id')::uuid);
grant select (erased_at) on users to hausruf_resolver;

grant select (id, tenant_id, at, actor_id, actor_name, object_kind, object_id, object_name, detail)
    on audit_log to hausruf_resolver;
grant update (actor_name, object_name, detail), delete on audit_log to hausruf_resolver;
create policy resolver on audit_log for select to hausruf_resolver
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy resolver_erases on audit_log for update to hausruf_resolver
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy resolver_trims on audit_log for delete to hausruf_resolver
    using (tenant_id = current_setting('app.tenant_id')::uuid and at < now() - interval '90 days');

grant select (call_id, invitee_email, invitee_name, guest_name, status) on video_call_invites to hausruf_resolver;
grant update (invitee_email, invitee_name, guest_name, status, token_hash, earlier_token_hash, rejoin_secret_hash, send_error,
              message_id, mail_report)
    on video_call_invites to hausruf_resolver;
create policy resolver_erases on video_call_invites for update to hausruf_resolver
    using (tenant_id = current_setting('app.tenant_id')::uuid);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_tenants() returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select t.id from tenants t order by t.id $$;

-- By this server's clock and the office's own number of days: no argument makes a line older than it is.
create function trim_audit_log(at_most integer) returns setof uuid
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        delete from audit_log where id in (
            select l.id from audit_log l join tenant_retention r on r.tenant_id = l.tenant_id
            where l.tenant_id = current_setting('app.tenant_id')::uuid and current_setting('app.actor') = 'system'
              and r.audit_log_days is not null
              and l.at < now() - make_interval(days => greatest(r.audit_log_days, 90))
            order by l.at limit at_most)
        returning id
    $$;

-- Takes names and networks out of the lines of somebody who is erased already, and of an address that is no account
-- of the office's. Who (by id) did what, and when, stays.
create function erase_from_audit_log(of_user uuid, of_email text) returns setof uuid
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        update audit_log
        set actor_name = case when actor_id = of_user::text then null else actor_name end,
            object_name = case when object_kind = 'user' and object_id = of_user::text
                                 or object_kind = 'user-invite' and object_name = of_email then null
                               else object_name end,
            detail = case when of_user::text in (actor_id, object_id) then detail - 'network' - 'was' else detail end
        where tenant_id = current_setting('app.tenant_id')::uuid and current_setting('app.actor') = 'system'
          and (of_user::text in (actor_id, object_id)
                   and exists (select from users u where u.tenant_id = audit_log.tenant_id and u.id = of_user
                                 and u.erased_at is not null)
               or object_kind = 'user-invite' and object_name = of_email
                   and not exists (select from users u where u.tenant_id = audit_log.tenant_id and u.email = of_email))
        returning id
    $$;

-- An invite without its guest: who, if at all, was to come is not known any more, and its link opens nothing. Of a call
-- that is not over it counts as taken back.
create function erase_invites(of_email text, erasure uuid) returns setof uuid
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        update video_call_invites i
        set invitee_email = 'erased-' || erasure || '@erased.invalid', invitee_name = null, guest_name = null,
            send_error = null, message_id = null, mail_report = null,
            rejoin_secret_hash = null, earlier_token_hash = null,
            token_hash = sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())),
            status = case when exists (select from video_calls c where c.tenant_id = i.tenant_id and c.id = i.call_id
                                         and c.status in ('draft', 'active')) then 'revoked'
                          when i.status in ('sent', 'opened') then 'expired'
                          else i.status end
        where i.tenant_id = current_setting('app.tenant_id')::uuid and current_setting('app.actor') = 'system'
          and i.invitee_email = of_email
        returning i.id
    $$;

revoke execute on function resolve_tenants(), trim_audit_log(integer), erase_from_audit_log(uuid, text),
    erase_invites(text, uuid) from public;
grant execute on function resolve_tenants(), trim_audit_log(integer), erase_from_audit_log(uuid, text),
    erase_invites(text, uuid) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;

-- The job's lines are nobody's deed.
alter table audit_log drop constraint audit_log_actor_kind_check;
alter table audit_log add constraint audit_log_actor_kind_check
    check (actor_kind in ('user', 'guest', 'operator', 'system', 'unknown'));
