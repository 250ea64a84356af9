package org.hausruf.server.rest;

import java.util.Set;
import org.hausruf.office.erasure.OwnData;
import org.hausruf.server.signin.Limit;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SignedIn;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `/api/account/export`: all that the office keeps of whoever asks (GDPR, article 15).
@RestController
public final class OwnDataController {
    private static final JsonMapper JSON = new JsonMapper();
    /// Parts of which there is one at most.
    private static final Set<String> SINGLE = Set.of("account", "secondFactor");

    private final OwnData data;
    private final RateLimits limits;

    public OwnDataController(OwnData data, RateLimits limits) {
        this.data = data;
        this.limits = limits;
    }

    @GetMapping("/api/account/export")
    JsonNode export(SignedIn me) {
        limits.take(Limit.OWN_DATA, me.user().id());
        var copy = data.copy();
        var document = JSON.createObjectNode();
        document.put("exportedAt", copy.at().toString());
        document.putPOJO("cutOff", copy.cutOff());
        copy.parts().forEach((name, rows) -> {
            var list = JSON.readTree(rows);
            if (SINGLE.contains(name)) document.set(name, list.isEmpty() ? JSON.nullNode() : list.path(0));
            else document.set(name, list);
        });
        return document;
    }
}
