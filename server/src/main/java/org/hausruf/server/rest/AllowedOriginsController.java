package org.hausruf.server.rest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/allowed-origins`: pages of other origins that may use the tenant's functions and rooms. For admins.
@RestController
@RequestMapping("/api/allowed-origins")
public final class AllowedOriginsController {
    private static final List<@Nullable String> NOTHING = Collections.singletonList(null);

    private final AllowedOrigins origins;
    private final Answers answers;

    public AllowedOriginsController(AllowedOrigins origins, Answers answers) {
        this.origins = origins;
        this.answers = answers;
    }

    record OriginsView(List<String> origins) {}

    record OriginsRequest(@Nullable List<@Nullable String> origins) {}

    @GetMapping
    OriginsView list(SignedIn admin) {
        return new OriginsView(answers.value(origins.list()));
    }

    @PutMapping
    OriginsView replace(SignedIn admin, @RequestBody OriginsRequest body) {
        var wanted = new ArrayList<String>();
        for (var origin : body.origins() == null ? NOTHING : body.origins()) {
            if (origin == null)
                throw Problem.invalid("origins", "is missing", "a list of texts")
                        .exception();
            wanted.add(origin);
        }
        return new OriginsView(answers.value(origins.replace(wanted)));
    }
}
