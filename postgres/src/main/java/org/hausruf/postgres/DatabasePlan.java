package org.hausruf.postgres;

import java.util.ArrayList;
import java.util.List;

/// What a new cluster is given before anyone signs in: one database, its owner, other roles.
/// Names are plain lower-case identifiers. Nobody else may connect, and no role here is a superuser.
///
/// @param logins roles that may sign in to the database; their passwords are made by the launcher
/// @param groups roles that nobody signs in as
/// @param statements further SQL, one line each, run as superuser outside a transaction
public record DatabasePlan(
        String database, String owner, List<String> logins, List<String> groups, List<String> statements) {
    /// Hausruf's own: the owner migrates, the app works, the resolver owns the few functions that look up ids
    /// across tenants (the owner may become it, to hand them over, but does not inherit its rights).
    public static final DatabasePlan HAUSRUF = new DatabasePlan(
            "hausruf",
            "hausruf_owner",
            List.of("hausruf_app"),
            List.of("hausruf_resolver"),
            List.of("grant hausruf_resolver to hausruf_owner with inherit false, set true"));

    public DatabasePlan {
        logins = List.copyOf(logins);
        groups = List.copyOf(groups);
        statements = List.copyOf(statements);
    }

    /// This plan with one more role that may sign in, and statements that follow the plan's own.
    public DatabasePlan with(String login, List<String> further) {
        return new DatabasePlan(database, owner, joined(logins, List.of(login)), groups, joined(statements, further));
    }

    /// Owner first.
    List<String> everyLogin() {
        return joined(List.of(owner), logins);
    }

    /// Everything a fresh cluster needs, in the order it must run.
    List<String> creation(Passwords passwords) {
        var sql = new ArrayList<String>();
        everyLogin().forEach(role -> sql.add("create role " + role + " login password '" + passwords.of(role) + "'"));
        groups.forEach(role -> sql.add("create role " + role));
        sql.add("create database " + database + " owner " + owner);
        sql.add("revoke all on database " + database + ", postgres, template1 from public");
        logins.forEach(role -> sql.add("grant connect on database " + database + " to " + role));
        sql.addAll(statements);
        return sql;
    }

    /// What gives an existing cluster new passwords.
    List<String> renewal(Passwords passwords) {
        return everyLogin().stream()
                .map(role -> "alter role " + role + " password '" + passwords.of(role) + "'")
                .toList();
    }

    private static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
