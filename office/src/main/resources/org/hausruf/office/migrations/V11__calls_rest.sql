-- The book is kept by everybody in the office: whoever may read an entry may write, change and delete it.
-- Asked for, beside what V5 says: how many there are (a bounded count per tenant).

grant update (kind, name, company, phone, email, linked_user_id), delete on contacts to hausruf_app;
create policy members_insert on contacts for insert to hausruf_app
    with check (current_setting('app.actor') in ('user', 'admin'));
create policy members_update on contacts for update to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin'));
create policy members_delete on contacts for delete to hausruf_app
    using (current_setting('app.actor') in ('user', 'admin'));
