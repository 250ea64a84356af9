package org.hausruf.office.audit;

import java.util.UUID;
import org.hausruf.office.ApiKeyId;
import org.hausruf.office.ContactId;
import org.hausruf.office.InviteId;
import org.hausruf.office.SenderId;
import org.hausruf.office.SessionId;
import org.hausruf.office.SignInProviderId;
import org.hausruf.office.TenantId;
import org.hausruf.office.TokenIssuerId;
import org.hausruf.office.UserId;
import org.hausruf.office.UserInviteId;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.WebhookId;
import org.jspecify.annotations.Nullable;

/// What something was done to. Immutable.
///
/// @param name as it was then; null: it has none, or not for admins to know. Of a user that is written: looked up
public record About(Kind kind, UUID id, @Nullable String name) {
    private static final int MAX_NAME_LENGTH = 254;

    /// What it is.
    public enum Kind {
        OFFICE,
        USER,
        SESSION,
        USER_INVITE,
        KEY,
        WEBHOOK,
        INVITE,
        CONTACT,
        VIDEO_CALL,
        TOKEN_ISSUER,
        SIGN_IN_PROVIDER,
        SENDER,
        /// Somebody who was erased: there is an id, and no name any more.
        PERSON;

        /// `user-invite`, as stored and sent.
        public String slug() {
            return Slug.of(this);
        }
    }

    public static About office(TenantId id, @Nullable String name) {
        return new About(Kind.OFFICE, id.value(), name);
    }

    public static About user(UserId id) {
        return new About(Kind.USER, id.value(), null);
    }

    /// @param id of the account, or made up for an address
    public static About erased(UUID id) {
        return new About(Kind.PERSON, id, null);
    }

    /// Of somebody who is in the office's book no longer; so the log does not keep their name.
    public static About contact(ContactId id) {
        return new About(Kind.CONTACT, id.value(), null);
    }

    public static About session(SessionId id) {
        return new About(Kind.SESSION, id.value(), null);
    }

    /// @param email whose it is
    public static About userInvite(UserInviteId id, String email) {
        return new About(Kind.USER_INVITE, id.value(), email);
    }

    public static About key(ApiKeyId id, String name) {
        return new About(Kind.KEY, id.value(), name);
    }

    /// @param host of its URL, of which the rest may be a secret
    public static About webhook(WebhookId id, String host) {
        return new About(Kind.WEBHOOK, id.value(), host);
    }

    /// @param issuer as its tokens name it
    public static About tokenIssuer(TokenIssuerId id, String issuer) {
        return new About(
                Kind.TOKEN_ISSUER, id.value(), issuer.substring(0, Math.min(issuer.length(), MAX_NAME_LENGTH)));
    }

    /// @param email as which mail goes out
    public static About sender(SenderId id, String email) {
        return new About(Kind.SENDER, id.value(), email);
    }

    /// Without its title: the host knows it, other admins do not.
    public static About videoCall(VideoCallId id) {
        return new About(Kind.VIDEO_CALL, id.value(), null);
    }

    /// @param name what its button says
    public static About signInProvider(SignInProviderId id, String name) {
        return new About(Kind.SIGN_IN_PROVIDER, id.value(), name);
    }

    /// Without the guest's name and address: the host knows them, other admins do not.
    public static About invite(InviteId id) {
        return new About(Kind.INVITE, id.value(), null);
    }
}
