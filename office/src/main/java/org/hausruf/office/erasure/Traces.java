package org.hausruf.office.erasure;

import java.util.List;

/// What a person leaves behind, table by table, and what becomes of it. A new table that holds something of a person is
/// one more line; `docs/erasure.md` says for each column why.
///
/// Each statement reads `:user` (of the account; nobody's for an address alone), `:email`, `:erasure` (the id that
/// stands for them from now on), `:address` (made of it), `:fingerprint` (of the email), `:name` ("erased person"),
/// `:title` and `:now`. The order counts: what others are found by goes last.
final class Traces {
    /// @param table whose rows it deletes or changes
    record Trace(String table, String statement) {}

    static final List<Trace> ALL = List.of(
            // How they sign in and are reached: of no use to anybody else.
            new Trace("push_subscriptions", "delete from push_subscriptions where user_id = :user"),
            new Trace("sessions", "delete from sessions where user_id = :user"),
            new Trace("password_resets", "delete from password_resets where user_id = :user"),
            new Trace("recovery_codes", "delete from recovery_codes where user_id = :user"),
            new Trace("second_factors", "delete from second_factors where user_id = :user"),
            new Trace("user_passwords", "delete from user_passwords where user_id = :user"),
            new Trace("token_people", "delete from token_people where user_id = :user"),
            new Trace("provider_people", "delete from provider_people where user_id = :user"),
            new Trace("sender_identities", "delete from sender_identities where :email in (email, reply_to)"),
            new Trace("user_presence", "delete from user_presence where user_id = :user"),
            new Trace("user_outbound_identities", "delete from user_outbound_identities where user_id = :user"),
            new Trace("user_invites", "delete from user_invites where email = :email"),
            // What others' logs tell: that there was a call, when and how long; not who it was.
            new Trace("webhook_deliveries", deliveries()),
            new Trace("call_log", """
                    update call_log set recording_url = null
                    where :user in (from_user_id, to_user_id) and recording_url is not null"""),
            new Trace("contacts", "delete from contacts where linked_user_id = :user or email = :email"),
            new Trace("video_calls", """
                    update video_calls c set title = :title
                    where c.host_user_id = :user
                       or exists (
                           select from video_call_invites i
                           where i.call_id = c.id and i.invitee_email = :email
                             and (strpos(lower(c.title), i.invitee_email) > 0
                                  or strpos(lower(c.title), lower(i.invitee_name)) > 0
                                  or strpos(lower(c.title), lower(i.guest_name)) > 0))"""),
            new Trace("video_call_participants", """
                    update video_call_participants set email = :address, display_name = :name
                    where user_id = :user or email = :email"""),
            new Trace("video_call_invites", """
                    update video_call_invites set cancel_due = false where invitee_email = :email and cancel_due"""),
            new Trace("video_call_invites", "select count(*) from erase_invites(:email, :erasure)"),
            new Trace("users", """
                    update users set email = :address, display_name = :name, role = 'member', time_zone = null,
                        last_seen_at = null, erased_address = :fingerprint,
                        erased_at = :now
                    where id = :user"""),
            new Trace("audit_log", "select count(*) from erase_from_audit_log(:user, :email)"));

    private Traces() {}

    /// Names stand in the bodies as they were then. A contact that was clicked to ring somebody is that person's.
    private static String deliveries() {
        return """
                update webhook_deliveries d set last_answer = null, body = jsonb_set(d.body::jsonb, '{data}',
                    (d.body::jsonb -> 'data') || coalesce(
                        (select jsonb_object_agg(side.key, case side.key
                                when 'contact' then side.value || jsonb_build_object('name', cast(:name as text))
                                else side.value || jsonb_build_object(
                                    'name', cast(:name as text), 'email', cast(:address as text)) end)
                         from jsonb_each(d.body::jsonb -> 'data') side
                         where side.key in ('from', 'to') and side.value ->> 'userId' = cast(:user as text)
                            or side.key = 'contact' and jsonb_typeof(side.value) = 'object'
                               and (d.body::jsonb #>> '{data,to,userId}' = cast(:user as text)
                                    or side.value ->> 'contactId' in (
                                        select b.id::text from contacts b
                                        where b.linked_user_id = :user or b.email = :email))),
                        '{}'))::text
                where d.call_id in (
                    select c.id from call_log c
                    where :user in (c.from_user_id, c.to_user_id)
                       or c.contact_id in (
                           select b.id from contacts b where b.linked_user_id = :user or b.email = :email))""";
    }
}
