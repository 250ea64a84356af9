package org.hausruf.server.problem;

/// How much a request may bring.
public final class Limits {
    public static final int BODY_KIB = 64;

    /// Of a body that is too large: thrown away, so that who sends it comes to read why.
    public static final int UNWANTED_KIB = 1024;

    private Limits() {}
}
