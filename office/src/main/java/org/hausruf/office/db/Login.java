package org.hausruf.office.db;

/// How to sign in to one database as one role. Prints itself without the password.
///
/// @param jdbcUrl without credentials
public record Login(String jdbcUrl, String user, String password) {
    @Override
    public String toString() {
        return user + "@" + jdbcUrl;
    }
}
