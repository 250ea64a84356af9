package org.hausruf.server.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// One problem document.
///
/// @param errors which fields are wrong and what they may be
/// @param more members of its own, for instance the branding that an error page shows
public record Problem(
        ProblemCode code, List<FieldError> errors, OptionalLong retryAfterSeconds, Map<String, Object> more) {

    /// One field that is wrong.
    ///
    /// @param field name in the request's JSON, path or query
    /// @param allowed what the field may be, in words
    public record FieldError(String field, String message, String allowed) {}

    public static Problem of(ProblemCode code) {
        return new Problem(code, List.of(), OptionalLong.empty(), Map.of());
    }

    public static Problem invalid(String field, String message, String allowed) {
        return invalid(List.of(new FieldError(field, message, allowed)));
    }

    static Problem invalid(List<FieldError> errors) {
        return new Problem(ProblemCode.INVALID, List.copyOf(errors), OptionalLong.empty(), Map.of());
    }

    public static Problem tooManyRequests(Duration wait) {
        return new Problem(ProblemCode.TOO_MANY_REQUESTS, List.of(), OptionalLong.of(wholeSeconds(wait)), Map.of());
    }

    public static Problem mailLimit(Duration wait) {
        return new Problem(ProblemCode.MAIL_LIMIT, List.of(), OptionalLong.of(wholeSeconds(wait)), Map.of());
    }

    /// At least one, and never less than there is to wait: whoever comes again then is let in.
    public static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
    }

    public static Problem mediaServerUnreachable() {
        return new Problem(ProblemCode.MEDIA_SERVER_UNREACHABLE, List.of(), OptionalLong.of(5), Map.of());
    }

    public Problem with(Map<String, Object> members) {
        return new Problem(code, errors, retryAfterSeconds, members);
    }

    /// To be thrown at the HTTP edge.
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /// The members, in the order people read them.
    Map<String, Object> members() {
        var members = new LinkedHashMap<String, Object>();
        members.put("type", "/problems/" + code.word());
        members.put("title", code.title());
        members.put("status", code.status());
        members.put("detail", code.detail());
        members.put("code", code.word());
        if (!errors.isEmpty()) members.put("errors", errors);
        retryAfterSeconds.ifPresent(s -> members.put("retryAfterSeconds", s));
        members.putAll(more);
        return members;
    }

    /// As a controller's answer.
    public ResponseEntity<Object> response() {
        var response = ResponseEntity.status(code.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        retryAfterSeconds.ifPresent(s -> response.header("Retry-After", Long.toString(s)));
        return response.header("Cache-Control", "no-store").body(members());
    }
}
