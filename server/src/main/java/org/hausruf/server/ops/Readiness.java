package org.hausruf.server.ops;

import java.util.Optional;
import org.hausruf.server.problem.Problem;

/// Whether what the server needs answers now.
@FunctionalInterface
public interface Readiness {
    /// {@return what does not, or nothing}
    Optional<Problem> missing();
}
