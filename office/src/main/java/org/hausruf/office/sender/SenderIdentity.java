package org.hausruf.office.sender;

import java.time.Instant;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.SenderId;
import org.hausruf.office.mail.MailState;
import org.jspecify.annotations.Nullable;

/// An address of an office's own. Immutable.
///
/// @param replyTo where answers go; null: to whoever invites
/// @param isDefault whether mail goes out as this one where nobody chose
/// @param verifiedAt null: it is not used yet
/// @param linkExpiresAt of the link that verifies it
/// @param sendError why the mail with the link did not go out; a slug of [org.hausruf.office.mail.Delivery.Failure]
/// @param mailState how far that mail has come
public record SenderIdentity(
        SenderId id,
        EmailAddress email,
        String displayName,
        @Nullable EmailAddress replyTo,
        boolean isDefault,
        @Nullable Instant verifiedAt,
        Instant linkExpiresAt,
        @Nullable String sendError,
        MailState mailState,
        Instant createdAt) {}
