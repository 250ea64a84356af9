package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import org.hausruf.office.tenant.AllowedOrigins;
import org.hausruf.server.signin.OwnPages;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/embed/origin`: whether any office allows the page that asks. It is what a preflight tells, too; a page that is not
/// allowed can read nothing else here, and its call button would not know what to say.
@RestController
public final class EmbedController {
    private final OwnPages pages;
    private final AllowedOrigins origins;

    public EmbedController(OwnPages pages, AllowedOrigins origins) {
        this.pages = pages;
        this.origins = origins;
    }

    record OriginView(boolean allowed) {}

    @GetMapping("/embed/origin")
    ResponseEntity<OriginView> origin(HttpServletRequest request) {
        var allowed = pages.foreignOrigin(request)
                .map(from -> pages.isNeighbour(from)
                        || !origins.tenantsAllowing(from).isEmpty())
                .orElse(true);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new OriginView(allowed));
    }
}
