package org.hausruf.office.invite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.OfficeFixture.NOON;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.mail.Delivery;
import org.hausruf.office.mail.Mail;
import org.hausruf.office.mail.MailState;
import org.hausruf.office.mail.Outbox;
import org.hausruf.office.sender.MailReports;
import org.hausruf.office.videocall.Planning;
import org.hausruf.office.videocall.Schedule;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a mail service reports of the mails that a planned call makes.
class ReportsTest {
    private static final String MARLENE = "marlene@voss.example";

    private final List<String> toMarlene = new ArrayList<>();
    private final OfficeFixture fixture = OfficeFixture.sendingBy(new Service());
    private final MailReports reports = new MailReports(fixture.database);
    private final VideoCall call = planned();

    @AfterEach
    void close() {
        fixture.close();
    }

    /// Takes everything, and gives each mail an id of its own.
    private final class Service implements Outbox {
        @Override
        public Delivery send(UUID id, Mail mail) {
            var message = UUID.randomUUID().toString();
            if (mail.to().address().value().equals(MARLENE)) toMarlene.add(message);
            return new Delivery.Sent(message);
        }
    }

    private VideoCall planned() {
        var wanted = new NewCall(
                "Dach",
                Language.DE,
                false,
                new Schedule(NOON.plus(Duration.ofDays(2)), 45, ZoneId.of("Europe/Berlin")));
        return fixture.as(
                fixture.anna, () -> fixture.office.videoCalls().create(wanted).orThrow());
    }

    private void invite() {
        fixture.as(
                fixture.anna,
                () -> fixture.office
                        .invites()
                        .send(call.id(), MARLENE, null, Language.EN)
                        .orThrow());
    }

    private Invite shown() {
        return fixture.as(
                fixture.anna,
                () -> fixture.office.invites().list(call.id()).orThrow().getFirst());
    }

    /// The last one came back, as the host sees; of those before it nothing more is to be heard.
    private void lastOf(int mails, @Nullable String before) {
        assertThat(toMarlene).hasSize(mails);
        assertThat(shown().mailReport()).isEqualTo(before);
        assertThat(reports.write(toMarlene.getLast(), MailState.BOUNCED)).isTrue();
        assertThat(shown().mailReport()).isEqualTo("bounced");
        for (var earlier : toMarlene.subList(0, mails - 1))
            assertThat(reports.isKnown(earlier)).isFalse();
    }

    @Test
    void aReminderThatComesBackIsSeen() {
        invite();
        assertThat(reports.write(toMarlene.getLast(), MailState.DELIVERED)).isTrue();
        fixture.office.notices().run();
        fixture.clock.advance(Duration.ofDays(2).minus(Notices.REMINDER_LEAD));
        fixture.office.notices().run();

        lastOf(2, null);
        assertThat(shown().sentAt()).isEqualTo(fixture.clock.instant());
    }

    @Test
    void theMailOfAChangeThatComesBackIsSeen() {
        invite();
        var later = new Planning.Change(null, NOON.plus(Duration.ofDays(3)), null, null);
        fixture.as(
                fixture.anna,
                () -> fixture.office.planning().change(call.id(), later).orThrow());
        fixture.office.notices().run();

        lastOf(2, null);
    }

    @Test
    void theMailThatCallsItOffAndComesBackIsSeen() {
        invite();
        fixture.as(
                fixture.anna, () -> fixture.office.planning().cancel(call.id()).orThrow());
        fixture.office.notices().run();

        lastOf(2, null);
    }

    @Test
    void theMailThatTakesAnInviteBackAndComesBackIsSeen() {
        invite();
        fixture.as(
                fixture.anna,
                () -> fixture.office.invites().revoke(call.id(), shown().id()).orThrow());
        fixture.office.notices().run();

        lastOf(2, null);
    }
}
