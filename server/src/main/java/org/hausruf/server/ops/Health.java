package org.hausruf.server.ops;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/livez` answers as long as the process does; `/readyz` only while database and media server answer too
/// and the disk has room for what is written.
@RestController
public final class Health {
    private static final Map<String, String> OK = Map.of("status", "ok");

    private final Readiness readiness;

    public Health(Readiness readiness) {
        this.readiness = readiness;
    }

    @GetMapping("/livez")
    Map<String, String> alive() {
        return OK;
    }

    @GetMapping("/readyz")
    Map<String, String> ready() {
        readiness.missing().ifPresent(problem -> {
            throw problem.exception();
        });
        return OK;
    }
}
