-- An issuer of tokens can be changed in its place: a new key or audience, without an hour in which both count. The
-- issuer stays: its people are known by what it calls them (token_people). And whoever asks what the office keeps of
-- them is shown what they did themselves, which until now admins alone could read.
--
-- Read by: as before; audit_log by a person's own export, newest first. Grows: nothing.

grant update (audience, jwks_url, secret, email_claim, email_trusted, tenant_claim, tenant_value)
    on token_issuers to hausruf_app;
create policy admin_updates on token_issuers for update to hausruf_app
    using (current_setting('app.actor') = 'admin');

create policy own_reads on audit_log for select to hausruf_app
    using (current_setting('app.actor') = 'user'
        and actor_kind = 'user' and actor_id = current_setting('app.user_id'));
