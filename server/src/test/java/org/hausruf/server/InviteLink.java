package org.hausruf.server;

import java.util.regex.Pattern;

/// What stands in the link of an invite mail.
record InviteLink(String inviteId, String token) {
    private static final Pattern LINK =
            Pattern.compile("/portal/office/videocalls/join/([0-9a-f-]{36})\\?t=([0-9a-f]{64})");

    static InviteLink in(String mail) {
        var found = LINK.matcher(mail);
        if (!found.find()) throw new AssertionError("no link in the mail");
        return new InviteLink(found.group(1), found.group(2));
    }

    /// Reads the mail in the app, as a host does without a mail server.
    static InviteLink of(Client host, String callId, String inviteId) {
        return in(host.get("/api/video-calls/%s/invites/%s/mail".formatted(callId, inviteId))
                .text("text"));
    }

    String path(String deed) {
        return "/api/invites/" + inviteId + "/" + deed;
    }
}
