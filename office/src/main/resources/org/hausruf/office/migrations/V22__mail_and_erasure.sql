-- A mail of a planned call that the mail server puts off is tried again after growing pauses and not for ever, each
-- reader's by itself: somebody else's slow server keeps nobody's mail.
--
-- Read by: the job that mails, with the rows that it reads anyway. Grows: no rows.

alter table video_calls                                 -- of the mails to its host
    add column mail_tries smallint not null default 0,  -- that were put off in a row
    add column mail_not_before timestamptz;             -- null: at once
grant update (mail_tries, mail_not_before) on video_calls to hausruf_app;

alter table video_call_invites                          -- of the mails to this guest
    add column mail_tries smallint not null default 0,
    add column mail_not_before timestamptz;
grant update (mail_tries, mail_not_before) on video_call_invites to hausruf_app;

-- Whoever has a planned call in their calendar and is not invited any more is told so, and the entry goes.
alter table video_call_invites add column cancel_due boolean not null default false;
grant update (cancel_due) on video_call_invites to hausruf_app;

-- Who was erased is not made anew by a rule about their domain. So the empty account keeps a fingerprint of its address,
-- made with the installation's sealing key: without that it tells nobody whose it was.
alter table users
    add column erased_address bytea check (octet_length(erased_address) = 32),
    add constraint users_fingerprint_of_erased check (erased_address is null or erased_at is not null);
grant update (erased_address) on users to hausruf_app;

-- Where others came from stays in their lines: only what somebody did who is erased, and what nobody known did to their
-- account, tells of where they were.
grant select (actor_kind) on audit_log to hausruf_resolver;
grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create or replace function erase_from_audit_log(of_user uuid, of_email text) returns setof uuid
    language sql volatile security definer set search_path = public, pg_temp
    as $$
        update audit_log
        set actor_name = case when actor_id = of_user::text then null else actor_name end,
            object_name = case when object_kind = 'user' and object_id = of_user::text
                                 or object_kind = 'user-invite' and object_name = of_email then null
                               else object_name end,
            detail = case when actor_id = of_user::text or object_id = of_user::text and actor_kind = 'unknown'
                            then detail - 'network' - 'was'
                          when object_id = of_user::text then detail - 'was'
                          else detail end
        where tenant_id = current_setting('app.tenant_id')::uuid and current_setting('app.actor') = 'system'
          and (of_user::text in (actor_id, object_id)
                   and exists (select from users u where u.tenant_id = audit_log.tenant_id and u.id = of_user
                                 and u.erased_at is not null)
               or object_kind = 'user-invite' and object_name = of_email
                   and not exists (select from users u where u.tenant_id = audit_log.tenant_id and u.email = of_email))
        returning id
    $$;

reset role;
revoke create on schema public from hausruf_resolver;
