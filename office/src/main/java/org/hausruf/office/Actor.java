package org.hausruf.office;

import java.util.Locale;

/// In what capacity the database is used; row-level policies tell them apart.
public enum Actor {
    /// A member of the tenant, for their own calls.
    USER,
    /// A member who administers the tenant. Sees no more of other hosts' calls than a member does.
    ADMIN,
    /// Somebody who holds an invite: that one row and what it leads to.
    GUEST,
    /// The server itself: what the engine reports, jobs, mail results, set-up.
    SYSTEM;

    /// As policies spell it.
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
