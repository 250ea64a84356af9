package org.hausruf.launcher;

/// Why the program cannot be started, in words for the operator.
final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1;

    CannotStart(String why) {
        super(why);
    }
}
