package org.hausruf.office.mail;

/// Why a mail about a video call is sent.
public enum Occasion {
    /// A guest is asked to come; a host has planned it.
    INVITED,
    /// It has another title, time or length.
    CHANGED,
    /// It does not take place.
    CANCELLED,
    /// It takes place without them.
    WITHDRAWN,
    /// It begins soon.
    REMINDER
}
