package org.hausruf.office.audit;

import java.util.Locale;

/// What a line may say beside who did what to whom. Each is one short word, a list of them with commas, or a name.
public enum Detail {
    /// Where somebody came from, shortened as with sessions.
    NETWORK,
    /// How somebody showed who they are: `password`, `code`, `recovery-code`, `link` or `provider`, and by a provider
    /// with a code of ours `provider-code` or `provider-recovery-code`.
    PROOF,
    /// What was wrong at a sign-in: `password` or `code`.
    WRONG,
    /// A role before.
    FROM,
    /// A role after.
    TO,
    /// A role that somebody gets.
    ROLE,
    /// A name before.
    WAS,
    /// What was changed of several things.
    PARTS,
    /// How many.
    COUNT,
    /// The id of a video call.
    CALL,
    /// The name of the provider by which somebody came.
    PROVIDER,
    /// Of a sign-in provider: who it says it is, whether addresses of its people count as proved, whether ours ask for
    /// a code beside, and the domains whose people it makes members, with commas.
    ISSUER,
    TRUSTED,
    FACTOR,
    DOMAINS,
    /// How many ringing calls, video calls, deliveries and lines of this log; or for how many days they are kept, and
    /// `forever`.
    CALLS,
    MEETINGS,
    DELIVERIES,
    LINES,
    /// `true` or `false`.
    ENABLED;

    /// `network`, as stored and sent.
    public String slug() {
        return Slug.of(this);
    }

    static Detail ofSlug(String slug) {
        return valueOf(slug.toUpperCase(Locale.ROOT));
    }
}
