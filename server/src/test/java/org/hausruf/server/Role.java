package org.hausruf.server;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Who asks: the columns of `docs/roles.md`.
enum Role {
    OWNER("owner"),
    COLLEAGUE("colleague"),
    ADMIN("admin"),
    OTHER_MEMBER("other member"),
    OTHER_ADMIN("other admin"),
    GUEST("guest"),
    SIGNED_OUT("signed out"),
    ENDED("ended"),
    KEY("key"),
    KEYS_TOKEN("key's token");

    private static final Set<Role> PEOPLE = Set.of(OWNER, COLLEAGUE, ADMIN, OTHER_MEMBER, OTHER_ADMIN);

    private final String heading;

    Role(String heading) {
        this.heading = heading;
    }

    static List<String> headings() {
        return Arrays.stream(values()).map(it -> it.heading).toList();
    }

    /// Signed in with a password.
    boolean isPerson() {
        return PEOPLE.contains(this);
    }

    /// Of the office whose ids are in the requests.
    boolean isOfTheOffice() {
        return this == OWNER || this == COLLEAGUE || this == ADMIN || this == KEYS_TOKEN;
    }
}
