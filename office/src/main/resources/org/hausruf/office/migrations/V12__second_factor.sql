-- A second step of sign-in: codes of an app on the phone (TOTP, RFC 6238), and ten recovery codes in case it is lost.
-- The shared secret is sealed with a key that is not in the database; of a recovery code, 80 random bits, the SHA-256
-- stays until it is used.
--
-- Read by: each sign-in with the right password, one's own account, the admin's list. Grows: a row per person who wants
-- it, and ten codes.

create table second_factors (
    tenant_id uuid not null,
    user_id uuid not null,
    secret bytea not null check (octet_length(secret) <= 100),
    last_step bigint not null default 0,               -- of 30 seconds: a code counts once
    begun_at timestamptz not null,
    confirmed_at timestamptz,                          -- null: shown, and not asked for yet
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
alter table second_factors enable row level security;
alter table second_factors force row level security;
grant select, insert, delete on second_factors to hausruf_app;
grant update (last_step, confirmed_at) on second_factors to hausruf_app;
create policy tenant on second_factors as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy system_works on second_factors for all to hausruf_app
    using (current_setting('app.actor') = 'system');

create table recovery_codes (
    tenant_id uuid not null,
    user_id uuid not null,
    code_hash bytea not null check (octet_length(code_hash) = 32),
    primary key (tenant_id, user_id, code_hash),
    foreign key (tenant_id, user_id) references second_factors (tenant_id, user_id) on delete cascade
);
alter table recovery_codes enable row level security;
alter table recovery_codes force row level security;
grant select, insert, delete on recovery_codes to hausruf_app;
create policy tenant on recovery_codes as restrictive to hausruf_app
    using (tenant_id = current_setting('app.tenant_id')::uuid);
create policy system_works on recovery_codes for all to hausruf_app
    using (current_setting('app.actor') = 'system');
