-- Who did what in an office: a line for each deed that somebody may be asked about later, written in the deed's own
-- transaction, and never changed or deleted by the product. Ids are text and names are copies: nothing in here points
-- anywhere, so a line outlives what it is about. Of guests there is the id of their invite alone, as admins see no more
-- of other people's calls than anybody else.
--
-- Read by: the admins' page, newest first, all or of one event or person. Grows: with sign-ins, a few lines per person
-- and day; of failed sign-ins at most 120 an hour for each account.

create table audit_log (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    at timestamptz not null,
    event text not null check (event ~ '^[a-z-]{1,40}$'),
    actor_kind text not null check (actor_kind in ('user', 'guest', 'operator', 'unknown')),
    actor_id text check (length(actor_id) = 36),
    actor_name text check (length(actor_name) <= 80),
    object_kind text not null check (object_kind ~ '^[a-z-]{1,40}$'),
    object_id text not null check (length(object_id) = 36),
    object_name text check (length(object_name) <= 254),
    detail jsonb not null check (jsonb_typeof(detail) = 'object' and octet_length(detail::text) <= 2000),
    check ((actor_id is not null) = (actor_kind in ('user', 'guest')))
);
create index audit_log_newest on audit_log (tenant_id, id desc);
create index audit_log_of_event on audit_log (tenant_id, event, id desc);
create index audit_log_of_actor on audit_log (tenant_id, actor_id, id desc);
alter table audit_log enable row level security;
alter table audit_log force row level security;
grant select, insert on audit_log to hausruf_app;      -- and nothing else: what is written stays
create policy tenant on audit_log as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_reads on audit_log for select to hausruf_app
    using (current_setting('app.actor') = 'admin');
-- Nobody writes in another's name.
create policy own_inserts on audit_log for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin')
        and actor_kind = 'user' and actor_id = current_setting('app.user_id'));
create policy guest_inserts on audit_log for insert to hausruf_app
    with check (current_setting('app.actor') = 'guest' and event = 'guest-claimed'
        and actor_kind = 'guest' and actor_id = current_setting('app.invite_id')
        and object_id = current_setting('app.invite_id'));
create policy system_inserts on audit_log for insert to hausruf_app
    with check (current_setting('app.actor') = 'system');
