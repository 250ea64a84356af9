package org.hausruf.office.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.Language;
import org.hausruf.office.TenantId;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.tenant.Tenant.Words;
import org.jspecify.annotations.Nullable;

/// An invitation as the mock shows it.
final class MailFixture {
    static final String TOKEN = "9f2b".repeat(16);

    private MailFixture() {}

    /// To a call that begins now.
    static Invitation invitation(Language language, String guestName, String callTitle) {
        return invitation(language, guestName, callTitle, new Mail.Picture("image/png", new byte[] {1, 2, 3}));
    }

    static Invitation invitation(Language language, String guestName, String callTitle, Mail.@Nullable Picture mark) {
        var tenant = new Tenant(
                new TenantId(new UUID(0, 1)),
                "System of a Town",
                "#0c5c6b",
                ZoneId.of("Europe/Berlin"),
                Language.DE,
                new Words("Willkommen im Büro", "Welcome to the office"),
                new Words("Wir verbinden & so weiter.", "We connect & so on."),
                List.of());
        return new Invitation(
                tenant,
                mark,
                new Mail.Person("Anna Berger", new EmailAddress("office@sot.example")),
                "Anna Berger",
                new EmailAddress("anna@sot.example"),
                new Mail.Person(guestName, new EmailAddress("marlene@voss.example")),
                callTitle,
                Instant.parse("2026-11-19T13:05:00Z"),
                URI.create("https://call.sot.example/portal/office/videocalls/join/7c1e4b0a?t=" + TOKEN),
                Instant.parse("2026-11-19T15:05:00Z"),
                language,
                Occasion.INVITED,
                Invitation.Reader.GUEST,
                null);
    }
}
