-- The language of an office: of its mails to people of whom nobody knows theirs. Until now that was German for all.
--
-- Read by: whoever writes such a mail, once each. Grows: nothing.

alter table tenants add column language text not null default 'de' check (language in ('de', 'en'));

grant update (language) on tenants to hausruf_app;
