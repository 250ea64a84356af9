package org.hausruf.server.rest;

import java.util.List;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenant;

/// A tenant's branding in JSON.
record TenantView(
        String id,
        String name,
        String accentColor,
        String logoLightUrl,
        String logoDarkUrl,
        String markLightUrl,
        String markDarkUrl,
        Words welcome,
        Words sentence,
        List<Tile> tiles) {

    record Words(String de, String en) {
        static Words of(Tenant.Words words) {
            return new Words(words.de(), words.en());
        }
    }

    record Tile(String icon, Words text) {}

    static TenantView of(Tenant tenant) {
        return new TenantView(
                tenant.id().toString(),
                tenant.name(),
                tenant.accentColor(),
                url(tenant, Logo.Kind.LOGO_LIGHT),
                url(tenant, Logo.Kind.LOGO_DARK),
                url(tenant, Logo.Kind.MARK_LIGHT),
                url(tenant, Logo.Kind.MARK_DARK),
                Words.of(tenant.welcome()),
                Words.of(tenant.sentence()),
                tenant.tiles().stream()
                        .map(t -> new Tile(t.icon(), Words.of(t.text())))
                        .toList());
    }

    private static String url(Tenant tenant, Logo.Kind kind) {
        return "/api/tenants/" + tenant.id() + "/" + kind.slug();
    }
}
