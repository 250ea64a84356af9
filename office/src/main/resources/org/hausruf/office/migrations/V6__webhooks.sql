-- Addresses of other programs (a CRM's, for instance) that an office wants told of its ringing calls, and what is to be
-- told: an outbox, filled in the transaction that changes the call, emptied by a job.
--
-- Read by: each change of a call (which addresses), the job (what is due), the admin's page (the last ones).
-- Grows: webhooks at most 10 per tenant; deliveries three per call and address, of which the newest 1000 per address
-- and those that wait stay.

alter table call_log add constraint call_log_of_tenant unique (tenant_id, id);

create table webhooks (
    id uuid primary key,
    tenant_id uuid not null references tenants (id) on delete cascade,
    url text not null check (length(url) <= 2000),
    enabled boolean not null,
    secret bytea not null check (octet_length(secret) between 32 and 200),           -- sealed: see Sealing
    previous_secret bytea check (octet_length(previous_secret) between 32 and 200),  -- goes on signing for a day
    previous_until timestamptz,
    failing_since timestamptz,                         -- nothing was taken since then, though it was tried
    disabled_reason text check (disabled_reason in ('gone', 'failing', 'queue-full')),
    created_at timestamptz not null,
    unique (tenant_id, id),
    check (not (enabled and disabled_reason is not null)),
    check ((previous_secret is null) = (previous_until is null))
);
alter table webhooks enable row level security;
alter table webhooks force row level security;
grant select, insert, delete on webhooks to hausruf_app;
grant update (url, enabled, secret, previous_secret, previous_until, failing_since, disabled_reason) on webhooks to hausruf_app;
create policy tenant on webhooks as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_works on webhooks for all to hausruf_app
    using (current_setting('app.actor') = 'admin');
create policy system_reads on webhooks for select to hausruf_app
    using (current_setting('app.actor') = 'system');
create policy system_updates on webhooks for update to hausruf_app
    using (current_setting('app.actor') = 'system');

create table webhook_deliveries (
    id uuid primary key,                               -- the webhook-id of every attempt
    tenant_id uuid not null,
    webhook_id uuid not null,
    call_id uuid,                                      -- null: a test
    event text not null check (event in ('call.initiated', 'call.answered', 'call.ended', 'test')),
    step smallint not null check (step between 0 and 3),                             -- the order within a call
    body text not null check (length(body) <= 8000),
    state text not null check (state in ('pending', 'delivered', 'failed')),
    attempts smallint not null default 0,
    next_attempt_at timestamptz not null,
    last_attempt_at timestamptz,
    last_status smallint,                              -- null: there was no answer
    last_answer text check (length(last_answer) <= 1024),
    created_at timestamptz not null,
    foreign key (tenant_id, webhook_id) references webhooks (tenant_id, id) on delete cascade,
    foreign key (tenant_id, call_id) references call_log (tenant_id, id) on delete cascade
);
create index webhook_deliveries_of_webhook on webhook_deliveries (tenant_id, webhook_id, id desc);
create index webhook_deliveries_of_call on webhook_deliveries (tenant_id, call_id);
create index webhook_deliveries_due on webhook_deliveries (next_attempt_at) where state = 'pending';
create index webhook_deliveries_waiting on webhook_deliveries (webhook_id, call_id, step) where state = 'pending';
alter table webhook_deliveries enable row level security;
alter table webhook_deliveries force row level security;
grant select, insert, delete on webhook_deliveries to hausruf_app;
grant update (state, attempts, next_attempt_at, last_attempt_at, last_status, last_answer) on webhook_deliveries to hausruf_app;
create policy tenant on webhook_deliveries as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy admin_reads on webhook_deliveries for select to hausruf_app
    using (current_setting('app.actor') in ('admin', 'system'));
create policy admin_updates on webhook_deliveries for update to hausruf_app
    using (current_setting('app.actor') in ('admin', 'system'));
create policy admin_tests on webhook_deliveries for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin' and call_id is null);
-- Whoever may change a call has its change told.
create policy parties_insert on webhook_deliveries for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin', 'system')
        and exists (select from call_log c where c.id = call_id));
create policy system_deletes on webhook_deliveries for delete to hausruf_app
    using (current_setting('app.actor') = 'system');

grant select (id, tenant_id, enabled) on webhooks to hausruf_resolver;
create policy resolver on webhooks for select to hausruf_resolver using (true);
grant select (id, tenant_id, webhook_id, call_id, step, state, next_attempt_at) on webhook_deliveries to hausruf_resolver;
create policy resolver on webhook_deliveries for select to hausruf_resolver using (true);

grant create on schema public to hausruf_resolver; -- for the length of this migration
set local role hausruf_resolver;

-- Who is to be told, for somebody who changes a call and may not see the addresses.
create function resolve_webhooks(of_tenant uuid) returns table (webhook_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$ select w.id from webhooks w where w.tenant_id = of_tenant and w.enabled $$;

create function resolve_due_webhooks(at timestamptz) returns table (tenant_id uuid, webhook_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select d.tenant_id, d.webhook_id from webhook_deliveries d
        where d.state = 'pending' and d.next_attempt_at <= at
        group by d.tenant_id, d.webhook_id order by min(d.next_attempt_at)
    $$;

create function resolve_next_delivery() returns table (tenant_id uuid, delivery_id uuid)
    language sql stable security definer set search_path = public, pg_temp
    as $$
        select d.tenant_id, d.id from webhook_deliveries d
        where d.state = 'pending' order by d.next_attempt_at limit 1
    $$;

revoke execute on function resolve_webhooks(uuid), resolve_due_webhooks(timestamptz), resolve_next_delivery() from public;
grant execute on function resolve_webhooks(uuid), resolve_due_webhooks(timestamptz), resolve_next_delivery() to hausruf_app;

reset role;
revoke create on schema public from hausruf_resolver;
