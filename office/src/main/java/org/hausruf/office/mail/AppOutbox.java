package org.hausruf.office.mail;

import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Keeps mails in memory for the host to read in the app, until they are of no use or the process ends; a bounded
/// number, the oldest go first. Guarded by `mails`.
final class AppOutbox implements Outbox {
    private static final int MAX_MAILS = 500;

    private final Clock clock;
    private final Map<UUID, Mail> mails = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Mail> eldest) {
            return size() > MAX_MAILS;
        }
    };

    AppOutbox(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean reachesPeople() {
        return false;
    }

    @Override
    public Delivery send(UUID id, Mail mail) {
        synchronized (mails) {
            mails.values().removeIf(this::isOfNoUse);
            mails.remove(id);
            mails.put(id, mail);
        }
        return new Delivery.KeptInApp();
    }

    @Override
    public Optional<InAppMail> kept(UUID id) {
        synchronized (mails) {
            return Optional.ofNullable(mails.get(id))
                    .filter(mail -> !isOfNoUse(mail))
                    .map(AppOutbox::shown);
        }
    }

    @Override
    public void forget(UUID id) {
        synchronized (mails) {
            mails.remove(id);
        }
    }

    private boolean isOfNoUse(Mail mail) {
        return !clock.instant().isBefore(mail.expiresAt());
    }

    /// A browser does not know the mail's parts: the picture goes into the page.
    private static InAppMail shown(Mail mail) {
        return new InAppMail(
                mail.from().toString(),
                mail.to().toString(),
                mail.subject(),
                mail.html().replace("cid:mark", markAsData(mail)),
                mail.text());
    }

    private static String markAsData(Mail mail) {
        var mark = mail.mark();
        return mark == null
                ? "data:,"
                : "data:" + mark.mediaType() + ";base64," + Base64.getEncoder().encodeToString(mark.bytes());
    }
}
