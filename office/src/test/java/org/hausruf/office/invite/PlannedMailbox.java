package org.hausruf.office.invite;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import com.icegreen.greenmail.util.GreenMail;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.hausruf.office.MailServer;
import org.hausruf.office.Secret;
import org.hausruf.testkit.FreePort;

/// A real mail server, and what a mail reader and a calendar make of what has come to it.
final class PlannedMailbox implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("\\?t=([0-9a-f]{64})");

    private final int port = FreePort.next(); // where it comes up again
    private GreenMail server = MailServer.at(port);
    private final List<MimeMessage> earlier = new ArrayList<>();

    PlannedMailbox() {
        server.start();
    }

    String url() {
        return "smtp://127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    /// @param calendar with no event: the mail has none
    record Letter(String to, String subject, String text, ICalendar calendar, String attached) {
        Secret token() {
            var link = LINK.matcher(text);
            if (!link.find()) throw new AssertionError("no link in " + text);
            return new Secret(link.group(1));
        }

        boolean hasEntry() {
            return !attached.isEmpty();
        }

        String method() {
            return calendar.getMethod().getValue();
        }

        VEvent event() {
            return calendar.getEvents().getFirst();
        }

        int sequence() {
            return event().getSequence().getValue();
        }
    }

    /// All that came to an address, in the order of coming.
    List<Letter> of(String address) {
        var all = new ArrayList<>(earlier);
        all.addAll(List.of(server.getReceivedMessages()));
        return all.stream()
                .map(PlannedMailbox::letter)
                .filter(letter -> letter.to().equals(address))
                .toList();
    }

    void down() {
        earlier.addAll(List.of(server.getReceivedMessages()));
        server.stop();
    }

    void up() {
        server = MailServer.at(port);
        server.start();
    }

    private static Letter letter(MimeMessage message) {
        try {
            var to = message.getRecipients(Message.RecipientType.TO)[0]
                    .toString()
                    .replaceAll(".*<|>", "");
            var content = (MimeMultipart) message.getContent();
            var isMixed = content.getContentType().startsWith("multipart/mixed");
            var alternatives = isMixed ? (MimeMultipart) content.getBodyPart(0).getContent() : content;
            var text = (String) alternatives.getBodyPart(0).getContent();
            return isMixed
                    ? new Letter(
                            to,
                            message.getSubject(),
                            text,
                            Biweekly.parse(read(alternatives.getBodyPart(2))).first(),
                            read(content.getBodyPart(1)))
                    : new Letter(to, message.getSubject(), text, new ICalendar(), "");
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static String read(BodyPart part) throws Exception {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
