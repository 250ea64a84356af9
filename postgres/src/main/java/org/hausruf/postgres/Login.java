package org.hausruf.postgres;

/// How to sign in to one database as one role. Immutable; prints itself without the password.
///
/// @param jdbcUrl names host, port and database, no credentials
public record Login(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
        return user + "@" + jdbcUrl;
    }
}
