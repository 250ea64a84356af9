package org.hausruf.office.mail;

/// A mail that nobody sent, for the host to read in the app. Holds a clear token: never log or store it.
public record InAppMail(String from, String to, String subject, String html, String text) {
    @Override
    public String toString() {
        return "InAppMail[]";
    }
}
