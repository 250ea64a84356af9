package org.hausruf.server.problem;

import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpException;
import org.hausruf.office.db.StorageFullException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// Turns whatever a controller throws into a problem document. What was sent is never repeated and never logged: it may
/// hold tokens.
@RestControllerAdvice
public final class ProblemHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    @ExceptionHandler
    ResponseEntity<Object> refused(ProblemException e) {
        return e.problem().response();
    }

    @ExceptionHandler
    ResponseEntity<Object> unreadable(HttpMessageNotReadableException e) {
        return problemOf(e).response();
    }

    /// Ids in paths are the only typed parameters: one that is no id names nothing.
    @ExceptionHandler
    ResponseEntity<Object> noSuchId(MethodArgumentTypeMismatchException e) {
        return Problem.of(ProblemCode.NOT_FOUND).response();
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        NonTransientDataAccessResourceException.class,
        RecoverableDataAccessException.class
    })
    ResponseEntity<Object> databaseGone(DataAccessException e) {
        logDatabaseGone(e);
        return of(e).response();
    }

    /// What the database's failure is for who asked.
    public static Problem of(DataAccessException e) {
        return Problem.of(e instanceof StorageFullException ? ProblemCode.STORAGE_FULL : ProblemCode.UNAVAILABLE);
    }

    /// One line for the operator, without the SQL.
    public static void logDatabaseGone(DataAccessException e) {
        var words = e instanceof StorageFullException ? "request refused: the disk is full" : "database unavailable";
        LOG.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log(words);
    }

    /// Spring's own refusals (method, media type, no such path) and bugs.
    @ExceptionHandler
    ResponseEntity<Object> anythingElse(Exception e) {
        if (e instanceof ErrorResponse known) {
            var status = known.getStatusCode().value();
            var response = Problem.of(Problems.codeOf(status)).response();
            return ResponseEntity.status(response.getStatusCode())
                    .headers(known.getHeaders())
                    .headers(response.getHeaders())
                    .body(response.getBody());
        }
        LOG.error("request failed", e);
        return Problem.of(ProblemCode.INTERNAL).response();
    }

    private static Problem problemOf(HttpMessageNotReadableException e) {
        if (causes(e).anyMatch(c -> c instanceof HttpException h && h.getCode() == 413)) {
            return Problem.of(ProblemCode.TOO_LARGE);
        }
        return causes(e)
                .flatMap(c -> field(c).stream())
                .findFirst()
                .map(field -> Problem.invalid(field, "has the wrong type", "a JSON string"))
                .orElseGet(() -> Problem.invalid("body", "is not readable", "one JSON object in UTF-8"));
    }

    private static Optional<String> field(Throwable cause) {
        return cause instanceof DatabindException broken
                ? broken.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .filter(name -> name != null)
                        .findFirst()
                : Optional.empty();
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, c -> c != null, Throwable::getCause);
    }
}
