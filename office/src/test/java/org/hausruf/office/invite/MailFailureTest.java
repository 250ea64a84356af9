package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.closed;
import static org.hausruf.office.Refusals.refusal;

import com.icegreen.greenmail.util.GreenMail;
import org.hausruf.office.Caller;
import org.hausruf.office.Guest;
import org.hausruf.office.Language;
import org.hausruf.office.MailServer;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.testkit.FreePort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailFailureTest {
    private final int port = FreePort.next(); // where it comes back
    private GreenMail server = MailServer.at(port);
    private OfficeFixture fixture;
    private Invites invites;

    @BeforeEach
    void open() {
        server.start();
        fixture = OfficeFixture.sendingTo("smtp://127.0.0.1:" + port);
        invites = fixture.office.invites();
    }

    @AfterEach
    void close() {
        fixture.close();
        server.stop();
    }

    private Invite send(org.hausruf.office.VideoCallId call) {
        return fixture.as(
                fixture.anna,
                () -> invites.send(call, "marlene@voss.example", null, Language.EN)
                        .orThrow());
    }

    private Guest guestOf(org.hausruf.office.videocall.VideoCall call, Invite invite) throws Exception {
        var received = server.getReceivedMessages();
        var parts = (jakarta.mail.internet.MimeMultipart) received[received.length - 1].getContent();
        var token = Guest.tokenIn((String) parts.getBodyPart(0).getContent(), invite);
        return new Guest(fixture, call, invite, token, Secret.random());
    }

    @Test
    void sentIsWhenTheServerTookIt() throws Exception {
        var call = fixture.draft("call");

        var invite = send(call.id());

        assertThat(invite.sentAt()).isEqualTo(OfficeFixture.NOON);
        assertThat(invite.sendError()).isNull();
        assertThat(invite.mailInApp()).isFalse();
        refusal(fixture.as(fixture.anna, () -> invites.mail(call.id(), invite.id())), Refusal.NotFound.class);
        assertThat(guestOf(call, invite).claim()).isInstanceOf(Result.Ok.class);
    }

    @Test
    void failureIsToldAndSendingAgainMakesANewToken() throws Exception {
        var call = fixture.draft("call");
        var first = send(call.id());
        var lost = guestOf(call, first);
        server.stop();

        var failed = fixture.as(
                fixture.anna, () -> invites.resend(call.id(), first.id()).orThrow());
        assertThat(failed.sentAt()).isNull();
        assertThat(failed.sendError()).isEqualTo("unreachable");
        refusal(lost.claim(), Refusal.InviteUnknown.class);

        server = MailServer.at(port);
        server.start();
        var again = fixture.as(
                fixture.anna, () -> invites.resend(call.id(), first.id()).orThrow());
        assertThat(again.sendError()).isNull();
        assertThat(again.sentAt()).isNotNull();
        assertThat(guestOf(call, again).claim()).isInstanceOf(Result.Ok.class);
    }

    @Test
    void guestsNewLinkThatFailsIsToldToBothAndTheGuestMayAskAgain() throws Exception {
        var call = fixture.draft("call");
        var invite = send(call.id());
        var guest = guestOf(call, invite);
        guest.claim().orThrow();
        var admissions = fixture.office.admissions();
        server.stop();

        refusal(admissions.newLink(invite.id(), guest.token()), Refusal.MailFailed.class);

        var told = only(call);
        assertThat(told.sendError()).isEqualTo("unreachable");
        assertThat(told.status()).isEqualTo(Invite.Status.JOINED);
        assertThat(told.expiresAt()).isEqualTo(invite.expiresAt());
        assertThat(closed(admissions.claim(invite.id(), guest.token(), Secret.random(), null)))
                .as("a used link stays used")
                .isEqualTo(Refusal.Why.USED);

        server = MailServer.at(port);
        server.start();
        assertThat(admissions.newLink(invite.id(), guest.token()).orThrow().sendError())
                .isNull();
        assertThat(only(call).sendError()).isNull();
        assertThat(guestOf(call, invite).claim()).isInstanceOf(Result.Ok.class);
    }

    private Invite only(org.hausruf.office.videocall.VideoCall call) {
        return fixture.as(fixture.anna, () -> invites.list(call.id()).orThrow()).getFirst();
    }

    @Test
    void withoutAVerifiedIdentityNothingGoesOut() {
        var call = fixture.draft("call");
        fixture.unverifyIdentities();

        assertThat(send(call.id()).sendError()).isEqualTo("no-identity");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void clearTokenIsNowhereInTheDatabase() throws Exception {
        var call = fixture.draft("call");
        var guest = guestOf(call, send(call.id()));
        guest.claim().orThrow();

        for (var table : fixture.tables()) {
            var found = fixture.database
                    .transactions()
                    .<Integer>runAs(
                            Caller.system(fixture.anna.tenant()),
                            sql -> sql.sql("select count(*) from " + table
                                            + " t where t::text like '%' || ? || '%' or t::text like '%' || ? || '%'")
                                    .params(
                                            guest.token().value(),
                                            guest.rejoinSecret().value())
                                    .query(Integer.class)
                                    .single());
            assertThat(found).as(table).isZero();
        }
    }
}
