-- Admins write how their office looks; before, set-up alone did.
--
-- Read by: each page and mail, as before. Grows: not at all; an office has one look.

grant update (name, accent_color, welcome_de, welcome_en, sentence_de, sentence_en) on tenants to hausruf_app;
create policy admin_updates on tenants for update to hausruf_app
    using (current_setting('app.actor') = 'admin');

grant delete on tenant_tiles to hausruf_app;
create policy admin_inserts on tenant_tiles for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin');
create policy admin_deletes on tenant_tiles for delete to hausruf_app
    using (current_setting('app.actor') = 'admin');

-- A picture's address names when it was changed, so that browsers keep the old one no longer than that.
alter table tenant_logos add column changed_at timestamptz not null default now();
grant update (media_type, bytes, changed_at) on tenant_logos to hausruf_app;
grant delete on tenant_logos to hausruf_app;
create policy admin_inserts on tenant_logos for insert to hausruf_app
    with check (current_setting('app.actor') = 'admin');
create policy admin_updates on tenant_logos for update to hausruf_app
    using (current_setting('app.actor') = 'admin');
create policy admin_deletes on tenant_logos for delete to hausruf_app
    using (current_setting('app.actor') = 'admin');
