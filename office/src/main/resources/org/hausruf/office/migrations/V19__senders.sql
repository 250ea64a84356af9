-- Mail that an office can rely on: addresses of the office's own as which its mail goes out, each shown to be the
-- office's by a link that went there; and what became of each mail after the mail service took it. A link carries a
-- secret of 256 random bits, of which the SHA-256 stays until the link is used.
--
-- Read by: each mail (the default or the chosen sender), the admins' page, the invite dialog, and each report of the mail
-- service. Grows: a few rows per tenant, at most 10.

create table sender_identities (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    email text not null check (email = lower(email) and length(email) <= 254),
    display_name text not null check (length(display_name) between 1 and 80),
    reply_to text check (reply_to = lower(reply_to) and length(reply_to) <= 254),
    is_default boolean not null default false,
    token_hash bytea check (octet_length(token_hash) = 32),
    expires_at timestamptz not null,                   -- of the link
    verified_at timestamptz,
    sent_at timestamptz,                               -- the mail with the link, as with invites
    send_error text check (length(send_error) <= 40),
    message_id text check (length(message_id) <= 100),
    mail_report text check (mail_report in ('delayed', 'delivered', 'bounced', 'complained')),
    created_at timestamptz not null,
    unique (tenant_id, id),
    unique (tenant_id, email),
    check ((verified_at is null) = (token_hash is not null)),
    check (verified_at is not null or not is_default)
);
create unique index one_default_sender on sender_identities (tenant_id) where is_default;
create index sender_identities_by_message on sender_identities (message_id) where message_id is not null;
alter table sender_identities enable row level security;
alter table sender_identities force row level security;
grant select, insert, delete on sender_identities to hausruf_app;
grant update (is_default, token_hash, expires_at, verified_at, sent_at, send_error, message_id, mail_report)
    on sender_identities to hausruf_app;
create policy tenant on sender_identities as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy members_read on sender_identities for select to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin', 'system'));
create policy admin_inserts on sender_identities for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin' and verified_at is null);
create policy admin_deletes on sender_identities for delete to hausruf_app
    using (current_setting('app.actor') = 'admin');
-- That it is verified is the link's doing, which the system looks at; so no admin writes it.
create policy system_updates on sender_identities for update to hausruf_app
    using (current_setting('app.actor') = 'system');

-- What the mail service says after it took a mail, under the id that it gave it.
alter table video_call_invites
    add column sender_id uuid,                         -- chosen by the host; null: the office's default
    add column message_id text check (length(message_id) <= 100),
    add column mail_report text check (mail_report in ('delayed', 'delivered', 'bounced', 'complained')),
    add foreign key (tenant_id, sender_id) references sender_identities (tenant_id, id) on delete set null (sender_id);
create index video_call_invites_by_message on video_call_invites (message_id) where message_id is not null;
create index video_call_invites_of_sender on video_call_invites (tenant_id, sender_id) where sender_id is not null;
grant update (message_id, mail_report) on video_call_invites to hausruf_app;

alter table user_invites
    add column message_id text check (length(message_id) <= 100),
    add column mail_report text check (mail_report in ('delayed', 'delivered', 'bounced', 'complained'));
create index user_invites_by_message on user_invites (message_id) where message_id is not null;
grant update (message_id, mail_report) on user_invites to hausruf_app;

grant select (message_id) on video_call_invites to hausruf_resolver;
grant select (message_id) on user_invites to hausruf_resolver;
grant select (id, tenant_id, message_id) on sender_identities to hausruf_resolver;
create policy resolver on sender_identities for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

create function resolve_sender(wanted uuid) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    as $$ select s.tenant_id from sender_identities s where s.id = wanted $$;

create function resolve_tenants_of_mail(wanted text) returns table (tenant_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select i.tenant_id from video_call_invites i where i.message_id = wanted
        union select u.tenant_id from user_invites u where u.message_id = wanted
        union select s.tenant_id from sender_identities s where s.message_id = wanted
    $$;

revoke execute on function resolve_sender(uuid), resolve_tenants_of_mail(text) from public;
grant execute on function resolve_sender(uuid), resolve_tenants_of_mail(text) to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
