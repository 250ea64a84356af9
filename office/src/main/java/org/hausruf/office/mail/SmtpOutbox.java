package org.hausruf.office.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.mail.Delivery.Failure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands mails to a mail server (RFC 5321), one connection each, with a short retry where the server is away or says
/// "later". A mail that the server had whole without saying whether it took it is not sent again at once, for it may
/// arrive. Nothing is kept. Immutable.
final class SmtpOutbox implements Outbox {
    /// Before the second and the third try: the host is looking at a spinner.
    static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(2));

    private static final Logger LOG = LoggerFactory.getLogger(SmtpOutbox.class);
    private static final String TIMEOUT_MILLIS = "5000";

    private final SmtpServer server;
    private final Optional<EmailAddress> from;
    private final List<Duration> pauses;
    private final Session session;

    SmtpOutbox(SmtpServer server, Optional<EmailAddress> from, List<Duration> pauses) {
        this.server = server;
        this.from = from;
        this.pauses = List.copyOf(pauses);
        this.session = Session.getInstance(properties(server));
    }

    private static Properties properties(SmtpServer server) {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", server.host());
        properties.setProperty("mail.smtp.port", Integer.toString(server.port()));
        properties.setProperty("mail.smtp.auth", Boolean.toString(server.user() != null));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(server.security() == SmtpServer.Security.TLS));
        properties.setProperty("mail.smtp.starttls.enable", "true");
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(server.security() == SmtpServer.Security.STARTTLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        properties.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        return properties;
    }

    @Override
    public Optional<EmailAddress> installationFrom() {
        return from;
    }

    @Override
    public Delivery send(UUID id, Mail mail) {
        var problem = trySending(mail);
        for (var pause : pauses) {
            if (problem.isEmpty() || !problem.get().mayPass() || !waited(pause)) break;
            problem = trySending(mail);
        }
        problem.ifPresent(
                it -> LOG.warn("mail failed id={} why={}", id, it.failure().slug()));
        return problem.<Delivery>map(it -> new Delivery.Failed(it.failure())).orElseGet(Delivery.Sent::new);
    }

    /// @param mayPass whether another try makes sense
    private record Problem(Failure failure, boolean mayPass) {
        /// By what a server answers (RFC 5321 §4.2.1): one that says "later" refuses nobody.
        static Problem of(Failure failure, int returnCode) {
            if (returnCode < 0) return new Problem(Failure.UNREACHABLE, true); // hung up instead of an answer
            return returnCode / 100 == 4 ? new Problem(Failure.LATER, true) : new Problem(failure, false);
        }
    }

    private Optional<Problem> trySending(Mail mail) {
        NamelessMessage message;
        try {
            message = message(mail);
        } catch (MessagingException refusal) {
            return Optional.of(new Problem(Failure.REFUSED, false));
        }
        try {
            try (var transport = session.getTransport("smtp")) {
                connect(transport);
                transport.sendMessage(message, message.getAllRecipients());
            }
            return Optional.empty();
        } catch (MessagingException refusal) {
            var problem = problem(refusal);
            return Optional.of(
                    message.isOut && problem.failure() == Failure.UNREACHABLE
                            ? new Problem(Failure.UNCLEAR, false)
                            : problem);
        }
    }

    private void connect(Transport transport) throws MessagingException {
        if (server.user() == null) transport.connect();
        else transport.connect(server.user(), server.password());
    }

    private static boolean waited(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// A refusal hides in a chain of exceptions; the first that says whose fault it is counts.
    private static Problem problem(MessagingException thrown) {
        for (Exception link = thrown; link != null; link = next(link)) {
            switch (link) {
                case AuthenticationFailedException _ -> {
                    return new Problem(Failure.SIGN_IN_REFUSED, false);
                }
                case SMTPAddressFailedException it -> {
                    return Problem.of(Failure.RECIPIENT_REFUSED, it.getReturnCode());
                }
                case SMTPSenderFailedException it -> {
                    return Problem.of(Failure.SENDER_REFUSED, it.getReturnCode());
                }
                case IOException _ -> {
                    return new Problem(Failure.UNREACHABLE, true);
                }
                default -> {
                    // its successor may know more
                }
            }
        }
        return thrown instanceof SMTPSendFailedException it
                ? Problem.of(Failure.REFUSED, it.getReturnCode())
                : new Problem(Failure.REFUSED, false);
    }

    private static @Nullable Exception next(Exception link) {
        return link instanceof MessagingException it ? it.getNextException() : null;
    }

    private NamelessMessage message(Mail mail) throws MessagingException {
        var message = new NamelessMessage(session, mail);
        message.setFrom(internetAddress(mail.from()));
        message.setRecipient(Message.RecipientType.TO, internetAddress(mail.to()));
        message.setReplyTo(
                new InternetAddress[] {new InternetAddress(mail.replyTo().value())});
        message.setSubject(mail.subject(), StandardCharsets.UTF_8.name());
        message.setContent(content(mail));
        message.saveChanges();
        return message;
    }

    private static InternetAddress internetAddress(Mail.Person person) throws MessagingException {
        try {
            return new InternetAddress(person.address().value(), person.name(), StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException impossible) {
            throw new MessagingException("every JDK has UTF-8", impossible);
        }
    }

    /// Where there is something for a calendar, it is both the last alternative and a file: some mail readers know what
    /// to do with the one only, some with the other.
    private static MimeMultipart content(Mail mail) throws MessagingException {
        var alternatives = alternatives(mail);
        var calendar = mail.calendar();
        if (calendar == null) return alternatives;
        alternatives.addBodyPart(calendarPart(calendar, "text/calendar; charset=UTF-8; method=" + calendar.method()));
        var body = new MimeBodyPart();
        body.setContent(alternatives);
        var file = calendarPart(calendar, "application/ics; name=\"" + Mail.Calendar.FILE + "\"");
        file.setDisposition(MimeBodyPart.ATTACHMENT);
        file.setFileName(Mail.Calendar.FILE);
        return new MimeMultipart("mixed", body, file);
    }

    /// In base64, so that no server on the way breaks or joins lines of it.
    private static MimeBodyPart calendarPart(Mail.Calendar calendar, String type) throws MessagingException {
        var part = new MimeBodyPart();
        var bytes = calendar.text().getBytes(StandardCharsets.UTF_8);
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static MimeMultipart alternatives(Mail mail) throws MessagingException {
        var text = new MimeBodyPart();
        text.setText(mail.text(), StandardCharsets.UTF_8.name());
        var page = new MimeBodyPart();
        page.setContent(htmlWithMark(mail));
        return new MimeMultipart("alternative", text, page);
    }

    private static MimeMultipart htmlWithMark(Mail mail) throws MessagingException {
        var html = new MimeBodyPart();
        html.setText(mail.html(), StandardCharsets.UTF_8.name(), "html");
        var related = new MimeMultipart("related", html);
        var mark = mail.mark();
        if (mark != null) {
            var picture = new MimeBodyPart();
            picture.setDataHandler(new DataHandler(new ByteArrayDataSource(mark.bytes(), mark.mediaType())));
            picture.setContentID("<mark>");
            picture.setDisposition(MimeBodyPart.INLINE);
            related.addBodyPart(picture);
        }
        return related;
    }

    /// The usual Message-ID would tell this machine's user and name.
    private static final class NamelessMessage extends MimeMessage {
        private final String id;
        /// Whether a connection has taken it whole; what is missing is at most the end of it.
        private boolean isOut;

        NamelessMessage(Session session, Mail mail) {
            super(session);
            var sender = mail.from().address().value();
            this.id = "<" + UUID.randomUUID() + sender.substring(sender.indexOf('@')) + ">";
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }

        @Override
        public void writeTo(OutputStream out, String[] without) throws IOException, MessagingException {
            super.writeTo(out, without);
            isOut = true;
        }
    }
}
