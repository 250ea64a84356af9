package org.hausruf.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.hausruf.office.invite.Admissions.Admission;
import org.hausruf.office.invite.Invite;
import org.hausruf.office.videocall.VideoCall;

/// Somebody Anna invited, who has read the mail in the app. Not in the database: the token is known from the mail only.
public record Guest(OfficeFixture fixture, VideoCall call, Invite invite, Secret token, Secret rejoinSecret) {
    private static final Pattern LINK = Pattern.compile(
            "https://call\\.sot\\.example/portal/office/videocalls/join/([0-9a-f-]{36})\\?t=([0-9a-f]{64})");

    public static Guest invited(OfficeFixture fixture, VideoCall call, String email) {
        var invite = fixture.as(
                fixture.anna,
                () -> fixture.office
                        .invites()
                        .send(call.id(), email, null, Language.DE)
                        .orThrow());
        return new Guest(fixture, call, invite, tokenInMail(fixture, call, invite), Secret.random());
    }

    public static Guest claimed(OfficeFixture fixture, VideoCall call, String email) {
        var guest = invited(fixture, call, email);
        guest.claim().orThrow();
        return guest;
    }

    /// The token of the latest mail.
    public static Secret tokenInMail(OfficeFixture fixture, VideoCall call, Invite invite) {
        var mail = fixture.as(
                fixture.anna,
                () -> fixture.office.invites().mail(call.id(), invite.id()).orThrow());
        return tokenIn(mail.text(), invite);
    }

    public static Secret tokenIn(String text, Invite invite) {
        var link = LINK.matcher(text);
        assertThat(link.find()).isTrue();
        assertThat(link.group(1)).isEqualTo(invite.id().toString());
        return new Secret(link.group(2));
    }

    public Result<Admission> claim() {
        return fixture.office.admissions().claim(invite.id(), token, rejoinSecret, null);
    }

    /// The same person with the next link.
    public Guest withLatestMail() {
        return new Guest(fixture, call, invite, tokenInMail(fixture, call, invite), Secret.random());
    }
}
