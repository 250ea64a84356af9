package org.hausruf.office.user;

import java.util.Locale;
import org.hausruf.office.Caller;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.TenantId;
import org.hausruf.office.UserId;

/// Somebody who may sign in. Immutable.
public record User(UserId id, TenantId tenant, EmailAddress email, String displayName, Role role) {
    public enum Role {
        ADMIN,
        MEMBER;

        /// `admin` or `member`, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Work on this user's behalf.
    public Caller caller() {
        return switch (role) {
            case ADMIN -> Caller.admin(tenant, id);
            case MEMBER -> Caller.user(tenant, id);
        };
    }
}
