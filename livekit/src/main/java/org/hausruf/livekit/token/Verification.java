package org.hausruf.livekit.token;

/// Whether a token counts.
public sealed interface Verification {
    record Accepted(Grants grants) implements Verification {}

    /// Never holds the token or its claims.
    record Refused(Reason reason) implements Verification {}

    /// Why a token does not count.
    enum Reason {
        MALFORMED("malformed token"),
        WRONG_ALGORITHM("only HS256 is accepted"),
        UNKNOWN_KEY("invalid API key"),
        BAD_SIGNATURE("signature does not match"),
        NO_EXPIRY("token has no expiry"),
        EXPIRED("token is expired"),
        NOT_YET_VALID("token is not valid yet");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /// For the bearer to read.
        public String text() {
            return text;
        }
    }
}
