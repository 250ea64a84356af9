package org.hausruf.server.ops;

/// Whether what the server needs answers now.
@FunctionalInterface
public interface Readiness {
    boolean isReady();
}
