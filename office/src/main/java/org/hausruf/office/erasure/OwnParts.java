package org.hausruf.office.erasure;

import java.util.List;

/// What is told to whoever asks what the office keeps of them, table by table. A new column that holds something of a
/// person is one more word in here, or on the list of what is withheld in `docs/erasure.md`.
///
/// Each statement reads `me` (`id` and `email` of who asks). No hash, no secret, no address that is one; of others no
/// more than whoever asks sees in the app.
final class OwnParts {
    /// @param name in the document
    record Part(String name, String statement) {}

    static final List<Part> ALL = List.of(
            new Part("account", """
                    select u.id, u.email, u.display_name as "displayName", u.role, u.time_zone as "timeZone",
                        u.created_at as "createdAt", u.last_seen_at as "lastSeenAt",
                        coalesce((select p.do_not_disturb from user_presence p where p.user_id = u.id), false)
                            as "doNotDisturb"
                    from users u join me on u.id = me.id"""),
            new Part("invitations", """
                    select i.id, i.email, i.role, i.language, i.created_at as "createdAt", i.sent_at as "sentAt",
                        i.send_error as "sendError", i.mail_report as "mailReport", i.expires_at as "expiresAt"
                    from user_invites i join me on i.email = me.email order by i.id desc"""),
            new Part("secondFactor", """
                    select f.begun_at as "begunAt", f.confirmed_at as "confirmedAt",
                        (select count(*) from recovery_codes c where c.user_id = f.user_id) as "recoveryCodesLeft"
                    from second_factors f join me on f.user_id = me.id"""),
            new Part("sessions", """
                    select s.id, s.client, s.network, s.created_at as "createdAt", s.last_used_at as "lastUsedAt",
                        s.expires_at as "expiresAt"
                    from sessions s join me on s.user_id = me.id order by s.id desc"""),
            new Part("passwordResets", """
                    select r.created_at as "createdAt", r.expires_at as "expiresAt"
                    from password_resets r join me on r.user_id = me.id order by r.id desc"""),
            new Part("signInServices", """
                    select s.name, s.issuer, p.subject, p.created_at as "createdAt"
                    from provider_people p join me on p.user_id = me.id
                    join sign_in_providers s on s.id = p.provider_id order by p.created_at desc"""),
            new Part("tokenIssuers", """
                    select i.issuer, p.subject, p.created_at as "createdAt"
                    from token_people p join me on p.user_id = me.id
                    join token_issuers i on i.id = p.issuer_id order by p.created_at desc"""),
            new Part("notifiedBrowsers", """
                    select s.id, s.label, s.language, s.created_at as "createdAt", s.last_used_at as "lastUsedAt"
                    from push_subscriptions s join me on s.user_id = me.id order by s.id desc"""),
            new Part("sendsMailAs", """
                    select o.email, o.display_name as "displayName", o.created_at as "createdAt"
                    from user_outbound_identities o join me on o.user_id = me.id order by o.id desc"""),
            new Part("officeSenders", """
                    select s.email, s.display_name as "displayName", s.reply_to as "replyTo",
                        s.verified_at as "verifiedAt", s.created_at as "createdAt"
                    from sender_identities s join me on me.email in (s.email, s.reply_to) order by s.id desc"""),
            new Part("contacts", """
                    select c.id, c.kind, c.name, c.company, c.phone, c.email, c.created_at as "createdAt"
                    from contacts c join me on c.linked_user_id = me.id or c.email = me.email order by c.id desc"""),
            new Part("calls", """
                    select c.id, case when c.from_user_id = me.id then 'out' else 'in' end as direction,
                        o.display_name as "with", c.media, c.status, c.end_reason as "endReason",
                        c.started_at as "startedAt", c.answered_at as "answeredAt", c.ended_at as "endedAt",
                        c.duration_seconds as "durationSeconds", c.recording_url as "recordingUrl"
                    from call_log c join me on me.id in (c.from_user_id, c.to_user_id)
                    join users o on o.id = case when c.from_user_id = me.id then c.to_user_id else c.from_user_id end
                    order by c.id desc"""),
            new Part("toldToPrograms", """
                    select d.id, d.call_id as "callId", d.event, d.state, d.created_at as "createdAt",
                        d.body::jsonb as body
                    from webhook_deliveries d
                    join call_log c on c.id = d.call_id join me on me.id in (c.from_user_id, c.to_user_id)
                    order by d.id desc"""),
            new Part("videoCalls", """
                    select c.id, c.title, c.status, c.created_at as "createdAt", c.starts_at as "startsAt",
                        c.started_at as "startedAt", c.ends_at as "endsAt", c.cancelled_at as "cancelledAt"
                    from video_calls c join me on c.host_user_id = me.id order by c.id desc"""),
            new Part("invitesSent", """
                    select i.id, i.call_id as "callId", i.invitee_email as "inviteeEmail",
                        i.invitee_name as "inviteeName", i.guest_name as "guestName", i.status,
                        i.created_at as "createdAt", i.sent_at as "sentAt", i.opened_at as "openedAt",
                        i.joined_at as "joinedAt"
                    from video_call_invites i join me on i.invited_by_user_id = me.id order by i.id desc"""),
            new Part("invitesReceived", """
                    select i.id, i.invitee_email as "inviteeEmail", i.invitee_name as "inviteeName",
                        i.guest_name as "guestName", i.status, i.created_at as "createdAt", i.sent_at as "sentAt",
                        i.send_error as "sendError", i.opened_at as "openedAt", i.joined_at as "joinedAt"
                    from video_call_invites i join me on i.invitee_email = me.email order by i.id desc"""),
            new Part("stays", """
                    select p.id, p.call_id as "callId", p.role, p.email, p.display_name as "displayName",
                        p.joined_at as "joinedAt", p.left_at as "leftAt", case when p.line_path is not null then
                        jsonb_build_object('path', p.line_path, 'lossSent', p.line_loss_sent,
                            'lossReceived', p.line_loss_received, 'jitterMillis', p.line_jitter_ms,
                            'roundTripMillis', p.line_round_trip_ms, 'reconnects', p.line_reconnects,
                            'sentKbps', p.line_sent_kbps, 'receivedKbps', p.line_received_kbps) end as "line"
                    from video_call_participants p join me on p.user_id = me.id or p.email = me.email
                    order by p.id desc"""));

    /// From `audit_log`, which the system may not read.
    static final Part DEEDS = new Part("deeds", """
            select l.id, l.at, l.event, l.actor_name as "name", l.object_kind as "objectKind",
                l.object_id as "objectId", l.object_name as "objectName", l.detail
            from audit_log l join me on l.actor_kind = 'user' and l.actor_id = me.id::text order by l.id desc""");

    private OwnParts() {}
}
