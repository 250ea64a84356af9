package org.hausruf.office.sender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.refusal;

import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.MailServer;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.Secret;
import org.hausruf.office.SenderId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.invite.Invite;
import org.hausruf.office.mail.MailState;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.mail.SmtpServer;
import org.hausruf.office.user.User;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Addresses as which an office's mail goes out, with a real mail server.
class SendersTest {
    private static final Pattern LINK = Pattern.compile("/portal/sender#([0-9a-f-]{36})\\.([0-9a-f]{64})");

    private final GreenMail server = MailServer.at(0);
    private OfficeFixture fixture;
    private Senders senders;

    @BeforeEach
    void open() {
        server.start();
        fixture = OfficeFixture.sendingTo(url());
        senders = fixture.office.senders();
    }

    @AfterEach
    void close() {
        fixture.close();
        server.stop();
    }

    private String url() {
        return "smtp://127.0.0.1:" + server.getSmtp().getPort();
    }

    private <T> T asAdmin(User user, java.util.concurrent.Callable<T> work) {
        try {
            return Caller.admin(user.tenant(), user.id()).call(work::call);
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private SenderIdentity added(String email, String name) {
        return asAdmin(
                fixture.anna, () -> senders.add(email, name, null, Language.DE).orThrow());
    }

    private SenderIdentity verified(String email, String name) throws Exception {
        var added = added(email, name);
        senders.confirm(added.id(), tokenTo(email)).orThrow();
        return asAdmin(fixture.anna, () -> senders.list().orThrow()).stream()
                .filter(it -> it.id().equals(added.id()))
                .findFirst()
                .orElseThrow();
    }

    /// Mails of different people come in no order.
    private MimeMessage lastTo(String address) {
        var all = server.getReceivedMessagesForDomain(address);
        return all[all.length - 1];
    }

    private String textTo(String address) throws Exception {
        return (String)
                ((MimeMultipart) lastTo(address).getContent()).getBodyPart(0).getContent();
    }

    private Secret tokenTo(String address) throws Exception {
        var link = LINK.matcher(textTo(address));
        assertThat(link.find()).isTrue();
        return new Secret(link.group(2));
    }

    private Result<Invite> invite(VideoCallId call, String email, @Nullable SenderId sender) {
        return fixture.as(fixture.anna, () -> fixture.office.invites().send(call, email, null, Language.DE, sender));
    }

    private static String fromOf(MimeMessage mail) throws MessagingException {
        return mail.getFrom()[0].toString();
    }

    @Test
    void aLinkThatWentToTheAddressVerifiesIt() throws Exception {
        var added = added("Kanzlei@Sot.Example", "Kanzlei");

        assertThat(added.verifiedAt()).isNull();
        assertThat(added.mailState()).isEqualTo(MailState.SENT);
        assertThat(lastTo("kanzlei@sot.example").getAllRecipients()[0]).hasToString("kanzlei@sot.example");
        assertThat(fromOf(lastTo("kanzlei@sot.example")))
                .as("not yet as itself")
                .isEqualTo("Anna Berger <anna@sot.example>");
        assertThat(lastTo("kanzlei@sot.example").getSubject()).isEqualTo("Diese Adresse als Absender bestätigen");
        assertThat(textTo("kanzlei@sot.example"))
                .contains("kanzlei@sot.example", "unter dem Namen „Kanzlei“", "Antworten gehen an die Person");
        assertThat(senders.preview(added.id(), tokenTo("kanzlei@sot.example")).orThrow())
                .isEqualTo(new Senders.Preview(
                        fixture.anna.tenant(), new EmailAddress("kanzlei@sot.example"), "Kanzlei", null));

        assertThat(senders.confirm(added.id(), tokenTo("kanzlei@sot.example"))
                        .orThrow()
                        .tenant())
                .isEqualTo(fixture.anna.tenant());

        var now = asAdmin(fixture.anna, () -> senders.list().orThrow()).getFirst();
        assertThat(now.verifiedAt()).isEqualTo(OfficeFixture.NOON);
        assertThat(now.isDefault()).as("an office's first is its default").isTrue();
        refusal(senders.confirm(added.id(), tokenTo("kanzlei@sot.example")), Refusal.LinkUnknown.class);
        refusal(senders.preview(added.id(), tokenTo("kanzlei@sot.example")), Refusal.LinkUnknown.class);
    }

    @Test
    void onlyTheRightLinkInTimeVerifies() throws Exception {
        var added = added("kanzlei@sot.example", "Kanzlei");
        var token = tokenTo("kanzlei@sot.example");

        refusal(senders.confirm(added.id(), Secret.random()), Refusal.LinkUnknown.class);
        refusal(senders.confirm(new SenderId(UUID.randomUUID()), token), Refusal.LinkUnknown.class);
        fixture.clock.advance(Senders.LIFETIME);
        refusal(senders.confirm(added.id(), token), Refusal.LinkUnknown.class);

        asAdmin(fixture.anna, () -> senders.resend(added.id(), Language.EN)).orThrow();
        refusal(senders.confirm(added.id(), token), Refusal.LinkUnknown.class);
        assertThat(lastTo("kanzlei@sot.example").getSubject()).isEqualTo("Confirm this address as a sender");
        senders.confirm(added.id(), tokenTo("kanzlei@sot.example")).orThrow();
        refusal(asAdmin(fixture.anna, () -> senders.resend(added.id(), Language.EN)), Refusal.NotFound.class);
    }

    @Test
    void ofManyWhoUseOneLinkOneDoes() throws Exception {
        var added = added("kanzlei@sot.example", "Kanzlei");
        var token = tokenTo("kanzlei@sot.example");
        try (var many = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = IntStream.range(0, 8)
                    .mapToObj(_ -> many.submit(() -> senders.confirm(added.id(), token) instanceof Result.Ok))
                    .toList();
            int won = 0;
            for (var answer : answers) won += answer.get() ? 1 : 0;
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void theTokenIsStoredAsAHashAlone() throws Exception {
        added("kanzlei@sot.example", "Kanzlei");
        var token = tokenTo("kanzlei@sot.example");

        for (var table : fixture.tables()) {
            var found = fixture.database
                    .transactions()
                    .<Integer>runAs(
                            Caller.system(fixture.anna.tenant()),
                            sql -> sql.sql("select count(*) from " + table + " t where t::text like '%' || ? || '%'")
                                    .param(token.value())
                                    .query(Integer.class)
                                    .single());
            assertThat(found).as(table).isZero();
        }
    }

    @Test
    void invitesGoOutAsTheDefaultOrTheChosenOne() throws Exception {
        var office = verified("kanzlei@sot.example", "Kanzlei");
        var billing = verified("rechnung@sot.example", "Rechnung");
        assertThat(billing.isDefault()).isFalse();
        var call = fixture.draft("call").id();

        invite(call, "one@voss.example", null).orThrow();
        assertThat(fromOf(lastTo("one@voss.example"))).isEqualTo("Kanzlei <kanzlei@sot.example>");
        assertThat(lastTo("one@voss.example").getReplyTo()[0])
                .as("answers go to the host")
                .hasToString("anna@sot.example");

        var chosen = invite(call, "two@voss.example", billing.id()).orThrow();
        assertThat(fromOf(lastTo("two@voss.example"))).isEqualTo("Rechnung <rechnung@sot.example>");
        fixture.as(fixture.anna, () -> fixture.office.invites().resend(call, chosen.id()))
                .orThrow();
        assertThat(fromOf(lastTo("two@voss.example")))
                .as("again as chosen")
                .isEqualTo("Rechnung <rechnung@sot.example>");

        asAdmin(fixture.anna, () -> senders.makeDefault(billing.id())).orThrow();
        invite(call, "three@voss.example", null).orThrow();
        assertThat(fromOf(lastTo("three@voss.example"))).isEqualTo("Rechnung <rechnung@sot.example>");

        asAdmin(fixture.anna, () -> senders.remove(billing.id())).orThrow();
        fixture.as(fixture.anna, () -> fixture.office.invites().resend(call, chosen.id()))
                .orThrow();
        assertThat(fromOf(lastTo("two@voss.example")))
                .as("removed, and no default")
                .isEqualTo("Anna Berger <anna@sot.example>");
        assertThat(fixture.as(fixture.anna, senders::choices))
                .extracting(SenderIdentity::id)
                .containsExactly(office.id());
    }

    @Test
    void answersGoWhereTheSenderSays() throws Exception {
        var added = asAdmin(
                fixture.anna,
                () -> senders.add("kanzlei@sot.example", "Kanzlei", "antwort@sot.example", Language.DE)
                        .orThrow());
        senders.confirm(added.id(), tokenTo("kanzlei@sot.example")).orThrow();

        invite(fixture.draft("call").id(), "one@voss.example", null).orThrow();

        assertThat(lastTo("one@voss.example").getReplyTo()[0]).hasToString("antwort@sot.example");
        assertThat(textTo("one@voss.example")).contains("Antworten gehen an antwort@sot.example.");
    }

    @Test
    void aFromAddressNotVerifiedIsRefused() {
        var added = added("kanzlei@sot.example", "Kanzlei");
        var call = fixture.draft("call").id();
        var before = server.getReceivedMessages().length;

        refusal(invite(call, "one@voss.example", added.id()), Refusal.SenderNotVerified.class);
        refusal(asAdmin(fixture.anna, () -> senders.makeDefault(added.id())), Refusal.SenderNotVerified.class);

        assertThat(server.getReceivedMessages()).hasSize(before);
        assertThat(fixture.as(fixture.anna, () -> fixture.office.invites().list(call))
                        .orThrow())
                .isEmpty();
        assertThat(fixture.as(fixture.anna, senders::choices)).isEmpty();
    }

    @Test
    void aFromAddressNotVerifiedIsNotUsedWhateverTheRowsSay() throws Exception {
        var added = added("kanzlei@sot.example", "Kanzlei");
        var call = fixture.draft("call").id();
        var invite = invite(call, "one@voss.example", null).orThrow();
        fixture.asOwner("video_call_invites", "update video_call_invites set sender_id = '" + added.id() + "'");

        fixture.as(fixture.anna, () -> fixture.office.invites().resend(call, invite.id()))
                .orThrow();

        assertThat(fromOf(lastTo("one@voss.example"))).isEqualTo("Anna Berger <anna@sot.example>");
    }

    @Test
    void anotherOfficesSenderIsNeitherSeenNorUsed() throws Exception {
        var own = verified("kanzlei@sot.example", "Kanzlei");
        var call = fixture.as(
                fixture.carla,
                () -> fixture.office
                        .videoCalls()
                        .create(new org.hausruf.office.videocall.VideoCalls.NewCall("hers", Language.DE))
                        .orThrow()
                        .id());

        var refused = refusal(
                fixture.as(
                        fixture.carla,
                        () -> fixture.office.invites().send(call, "x@voss.example", null, Language.DE, own.id())),
                Refusal.Invalid.class);
        assertThat(refused.field()).isEqualTo("senderId");
        assertThat(asAdmin(fixture.carla, () -> senders.list().orThrow())).isEmpty();
        assertThat(fixture.as(fixture.carla, senders::choices)).isEmpty();
        refusal(asAdmin(fixture.carla, () -> senders.makeDefault(own.id())), Refusal.NotFound.class);
        refusal(asAdmin(fixture.carla, () -> senders.resend(own.id(), Language.DE)), Refusal.NotFound.class);
        refusal(asAdmin(fixture.carla, () -> senders.remove(own.id())), Refusal.NotFound.class);
        fixture.as(fixture.carla, () -> fixture.office.invites().send(call, "y@voss.example", null, Language.DE))
                .orThrow();
        assertThat(fromOf(lastTo("y@voss.example"))).contains("carla@synapse.example");
    }

    @Test
    void membersKeepNoSenders() {
        refusal(fixture.as(fixture.ben, senders::list), Refusal.NotAllowed.class);
        refusal(
                fixture.as(fixture.ben, () -> senders.add("a@sot.example", "A", null, Language.DE)),
                Refusal.NotAllowed.class);
        var id = new SenderId(UUID.randomUUID());
        refusal(fixture.as(fixture.ben, () -> senders.makeDefault(id)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> senders.resend(id, Language.DE)), Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> senders.remove(id)), Refusal.NotAllowed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\nBcc: evil@x.example", "x\nSubject: y", "x\u2028y", "x\u202Ey", "\u0000", "", "   "})
    void aNameThatCouldEndAHeaderIsRefused(String name) {
        var refused = refusal(
                asAdmin(fixture.anna, () -> senders.add("a@sot.example", name, null, Language.DE)),
                Refusal.Invalid.class);

        assertThat(refused.field()).isEqualTo("displayName");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b.example\r\nBcc: c@d.example", "a@b.example, c@d.example", "A <a@b.example>", "a", ""})
    void whatIsNotOneAddressIsRefused(String address) {
        assertThat(refusal(
                                asAdmin(fixture.anna, () -> senders.add(address, "A", null, Language.DE)),
                                Refusal.Invalid.class)
                        .field())
                .isEqualTo("email");
        if (address.isEmpty()) return;
        assertThat(refusal(
                                asAdmin(fixture.anna, () -> senders.add("a@sot.example", "A", address, Language.DE)),
                                Refusal.Invalid.class)
                        .field())
                .isEqualTo("replyTo");
    }

    @Test
    void aNameThatLooksLikeAHeaderStaysAName() throws Exception {
        verified("kanzlei@sot.example", "x\", Bcc: <evil@x.example>; \"");

        invite(fixture.draft("call").id(), "one@voss.example", null).orThrow();

        assertThat(lastTo("one@voss.example").getAllRecipients()).hasSize(1);
        assertThat(lastTo("one@voss.example").getHeader("Bcc")).isNull();
        assertThat(lastTo("one@voss.example").getFrom()).hasSize(1);
    }

    @Test
    void thereAreLimits() {
        for (int i = 0; i < Limits.MAX_SENDERS; i++) added("a" + i + "@sot.example", "A");

        assertThat(refusal(
                                asAdmin(fixture.anna, () -> senders.add("more@sot.example", "A", null, Language.DE)),
                                Refusal.Invalid.class)
                        .message())
                .isEqualTo("one too many");
        var first = asAdmin(fixture.anna, () -> senders.list().orThrow()).getFirst();
        assertThat(refusal(
                        asAdmin(fixture.anna, () -> {
                            for (int i = 0; i < 4; i++)
                                senders.resend(first.id(), Language.DE).orThrow();
                            return senders.resend(first.id(), Language.DE);
                        }),
                        Refusal.TooMany.class))
                .isNotNull();
        fixture.clock.advance(Duration.ofHours(1));
        asAdmin(fixture.anna, () -> senders.resend(first.id(), Language.DE)).orThrow();
    }

    @Test
    void oneAddressIsOneSenderOfAnOffice() {
        added("kanzlei@sot.example", "Kanzlei");

        assertThat(refusal(
                                asAdmin(fixture.anna, () -> senders.add("KANZLEI@sot.example", "B", null, Language.DE)),
                                Refusal.Invalid.class)
                        .message())
                .isEqualTo("is a sender of this office already");
        asAdmin(fixture.carla, () -> senders.add("kanzlei@sot.example", "B", null, Language.DE))
                .orThrow();
    }

    @Test
    void whereNoMailGoesOutThereIsNothingToVerifyBy() {
        try (var inApp = OfficeFixture.open()) {
            refusal(
                    Caller.admin(inApp.anna.tenant(), inApp.anna.id())
                            .call(() -> inApp.office.senders().add("a@sot.example", "A", null, Language.DE)),
                    Refusal.MailNotConfigured.class);
        }
    }

    @Test
    void theInstallationsAddressServesOfficesThatHaveNone() throws Exception {
        fixture.close();
        fixture = OfficeFixture.sendingBy(
                Outbox.by(SmtpServer.parse(url()).orElseThrow(), Optional.of(new EmailAddress("mail@call.example"))));
        senders = fixture.office.senders();
        var call = fixture.draft("call").id();

        invite(call, "one@voss.example", null).orThrow();
        assertThat(fromOf(lastTo("one@voss.example"))).isEqualTo("System of a Town <mail@call.example>");
        assertThat(lastTo("one@voss.example").getReplyTo()[0]).hasToString("anna@sot.example");

        verified("kanzlei@sot.example", "Kanzlei");
        invite(call, "two@voss.example", null).orThrow();
        assertThat(fromOf(lastTo("two@voss.example"))).isEqualTo("Kanzlei <kanzlei@sot.example>");
    }

    @Test
    void reportsTakeAMailFurtherAndNeverBack() {
        var reports = fixture.office.mailReports();
        var call = fixture.draft("call").id();
        var invite = invite(call, "one@voss.example", null).orThrow();
        fixture.asOwner("video_call_invites", "update video_call_invites set message_id = 'm-1'");

        assertThat(reports.write("m-2", MailState.BOUNCED)).isFalse();
        assertThat(reports.write("m-1", MailState.DELAYED)).isTrue();
        assertThat(reports.write("m-1", MailState.DELIVERED)).isTrue();
        assertThat(reports.write("m-1", MailState.DELAYED)).as("late").isFalse();
        assertThat(reports.write("m-1", MailState.BOUNCED)).isTrue();
        assertThat(reports.write("m-1", MailState.BOUNCED)).as("again").isFalse();
        assertThat(reports.write("m-1", MailState.DELIVERED)).isFalse();
        assertThat(states(call)).containsExactly(MailState.BOUNCED);

        fixture.as(fixture.anna, () -> fixture.office.invites().resend(call, invite.id()))
                .orThrow();
        assertThat(states(call)).containsExactly(MailState.SENT);
        assertThat(reports.write("m-1", MailState.BOUNCED))
                .as("of the mail before")
                .isFalse();
    }

    private List<MailState> states(VideoCallId call) {
        return fixture.as(fixture.anna, () -> fixture.office.invites().list(call)).orThrow().stream()
                .map(Invite::mailState)
                .toList();
    }
}
