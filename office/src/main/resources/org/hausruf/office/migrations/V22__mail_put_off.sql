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
