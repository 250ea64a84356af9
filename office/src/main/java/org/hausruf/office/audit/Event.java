package org.hausruf.office.audit;

import java.util.Locale;

/// Everything that is written down.
public enum Event {
    OFFICE_MADE,
    /// All that is stored of it went into a file, or came out of one, by the operator.
    OFFICE_EXPORTED,
    OFFICE_IMPORTED,
    SIGNED_IN,
    /// To an account that there is. Of these no more than some an hour are written for each account.
    SIGN_IN_FAILED,
    /// From another device of the same person.
    SESSION_ENDED,
    OTHER_SESSIONS_ENDED,
    /// By themselves; else one could act under a colleague's name and have it back unseen.
    RENAMED,
    PASSWORD_CHANGED,
    /// By a link that came by mail.
    PASSWORD_RESET,
    FACTOR_ON,
    FACTOR_OFF,
    /// By an admin, for somebody who has lost it.
    FACTOR_RESET,
    RECOVERY_CODES_RENEWED,
    COLLEAGUE_INVITED,
    COLLEAGUE_UNINVITED,
    COLLEAGUE_JOINED,
    ROLE_CHANGED,
    ACTIVATED,
    DEACTIVATED,
    BRANDING_CHANGED,
    /// How long the office rings, and whether it rings those who talk.
    CALL_RULES_CHANGED,
    CONTACT_DELETED,
    /// By themselves, all that the office keeps of them.
    OWN_DATA_EXPORTED,
    ORIGINS_CHANGED,
    KEY_CREATED,
    KEY_REVOKED,
    /// Somebody elsewhere whose tokens count from now on.
    ISSUER_ADDED,
    ISSUER_CHANGED,
    ISSUER_REMOVED,
    /// Somebody elsewhere who signs people in from now on.
    PROVIDER_ADDED,
    PROVIDER_CHANGED,
    PROVIDER_REMOVED,
    /// Somebody's first token of an issuer, or sign-in by a provider, by whose subject they are known from then on.
    IDENTITY_LINKED,
    /// An address that mail may go out as, once its link is used.
    SENDER_ADDED,
    SENDER_VERIFIED,
    /// It is the default from now on.
    SENDER_PREFERRED,
    SENDER_REMOVED,
    WEBHOOK_CREATED,
    WEBHOOK_CHANGED,
    WEBHOOK_SECRET_RENEWED,
    WEBHOOK_DELETED,
    /// For a time to come; whoever is invited to it is told by mail of what follows.
    CALL_PLANNED,
    /// Its title, time or length.
    CALL_CHANGED,
    CALL_CANCELLED,
    RETENTION_CHANGED,
    /// What was older than the office keeps is gone.
    RETENTION_APPLIED,
    /// Somebody's data are gone: of whom is not said.
    PERSON_ERASED,
    GUEST_INVITED,
    GUEST_LINK_RENEWED,
    GUEST_REVOKED,
    GUEST_CLAIMED,
    /// Let in by the host, out of the lobby.
    GUEST_ADMITTED,
    /// Not let in, and the invite taken back.
    GUEST_DECLINED;

    /// `signed-in`, as stored and sent.
    public String slug() {
        return Slug.of(this);
    }

    /// @throws IllegalArgumentException for none of them
    public static Event ofSlug(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
