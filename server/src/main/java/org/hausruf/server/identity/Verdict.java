package org.hausruf.server.identity;

import org.hausruf.office.user.User;

/// What a token that was made elsewhere proves.
public sealed interface Verdict {
    /// That it is they who ask.
    record Person(User user) implements Verdict {}

    /// Nothing.
    record Nobody(Why why) implements Verdict {}

    /// What is wrong with it. Everything after [#KEYS_AWAY] is told to whoever has a token that its issuer signed, and
    /// to nobody else.
    enum Why {
        UNREADABLE("This is no token that is signed, or it is too long."),
        UNKNOWN("No office here takes tokens of this issuer, or it has not signed this one."),
        KEYS_AWAY("The issuer's keys cannot be fetched at this moment."),
        EXPIRED("This token has expired."),
        NOT_FOR_US("This token is for another audience, is not valid yet, or lacks exp, iat or sub."),
        OTHER_TENANT("This token is of another tenant."),
        NO_PERSON("No active account here belongs to this token: its address must be proved and known."),
        AMBIGUOUS("Several offices take this token: each must name a tenant claim that tells it apart.");

        private final String words;

        Why(String words) {
            this.words = words;
        }

        /// For whoever sent it.
        public String words() {
            return words;
        }
    }
}
