package org.hausruf.office.audit;

import java.util.Objects;
import java.util.UUID;
import org.hausruf.office.Caller;
import org.hausruf.office.InviteId;
import org.hausruf.office.UserId;
import org.jspecify.annotations.Nullable;

/// Who did something. Immutable.
///
/// @param id of the account or the invite; null: there is none
/// @param name as it was then; null: not known, or not for admins to know. Of a line that is written: looked up
public record By(Kind kind, @Nullable UUID id, @Nullable String name) {
    /// In what capacity.
    public enum Kind {
        USER,
        /// Who holds an invite: that one is all that is written of them.
        GUEST,
        /// Whoever runs the installation.
        OPERATOR,
        /// The server by itself, as the office has set it.
        SYSTEM,
        /// Somebody who has not shown who they are.
        UNKNOWN;

        /// `user`, as stored and sent.
        public String slug() {
            return Slug.of(this);
        }
    }

    static final By OPERATOR = new By(Kind.OPERATOR, null, null);
    static final By SYSTEM = new By(Kind.SYSTEM, null, null);
    static final By UNKNOWN = new By(Kind.UNKNOWN, null, null);

    public static By user(UserId id) {
        return new By(Kind.USER, id.value(), null);
    }

    public static By guest(InviteId id) {
        return new By(Kind.GUEST, id.value(), null);
    }

    public static By operator() {
        return OPERATOR;
    }

    public static By system() {
        return SYSTEM;
    }

    public static By unknown() {
        return UNKNOWN;
    }

    /// Whoever the running work is for.
    ///
    /// @throws IllegalStateException where that is neither a user nor a guest
    static By caller() {
        var caller = Caller.current();
        return switch (caller.actor()) {
            case USER, ADMIN -> user(caller.requireUser());
            case GUEST -> guest(Objects.requireNonNull(caller.invite(), "a visitor does nothing that is written down"));
            case SYSTEM -> throw new IllegalStateException("the system does nothing that is written down");
        };
    }
}
