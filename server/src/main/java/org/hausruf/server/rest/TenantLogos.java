package org.hausruf.server.rest;

import java.time.Duration;
import java.util.UUID;
import org.hausruf.office.TenantId;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenants;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// `/api/tenants/{id}/logo-light` and its kin: pictures that pages and mails show, to anybody.
@RestController
public final class TenantLogos {
    private final Tenants tenants;

    public TenantLogos(Tenants tenants) {
        this.tenants = tenants;
    }

    @GetMapping("/api/tenants/{id}/{kind}")
    ResponseEntity<byte[]> logo(@PathVariable("id") UUID id, @PathVariable("kind") String kind) {
        var logo = Logo.Kind.ofSlug(kind)
                .flatMap(known -> tenants.logo(new TenantId(id), known))
                .orElseThrow(() -> Problem.of(ProblemCode.NOT_FOUND).exception());
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(logo.mediaType()))
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(10)).cachePublic())
                .body(logo.bytes());
    }
}
