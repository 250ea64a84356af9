package org.hausruf.server.problem;

/// Carries a problem from a controller to [ProblemHandler]; has no stack trace, as it is an answer and no accident.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.code().word(), null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
