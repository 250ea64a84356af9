package org.hausruf.server.web;

import jakarta.servlet.http.HttpServletRequest;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/// An address that leads nowhere: a page for who opened it in a browser, a problem document for programs.
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class UnknownAddress {
    private final Pages pages;

    UnknownAddress(Pages pages) {
        this.pages = pages;
    }

    @ExceptionHandler
    ResponseEntity<?> nothingThere(NoResourceFoundException e, HttpServletRequest request) {
        return wantsPage(request)
                ? pages.notFound()
                : Problem.of(ProblemCode.NOT_FOUND).response();
    }

    /// Only a browser that opens an address names HTML first; scripts and images ask for anything.
    private static boolean wantsPage(HttpServletRequest request) {
        var accept = request.getHeader("Accept");
        return request.getMethod().equals("GET") && accept != null && accept.startsWith("text/html");
    }
}
