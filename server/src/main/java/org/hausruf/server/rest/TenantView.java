package org.hausruf.server.rest;

import java.util.List;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenant;
import org.jspecify.annotations.Nullable;

/// A tenant's branding in JSON. A picture for light ground stands in for the one for dark ground that is not there, and
/// the other way round.
///
/// @param logoLightUrl null where there is no such picture at all: the name will do
record TenantView(
        String id,
        String name,
        String accentColor,
        @Nullable String logoLightUrl,
        @Nullable String logoDarkUrl,
        @Nullable String markLightUrl,
        @Nullable String markDarkUrl,
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
                url(tenant, Logo.Kind.LOGO_LIGHT, Logo.Kind.LOGO_DARK),
                url(tenant, Logo.Kind.LOGO_DARK, Logo.Kind.LOGO_LIGHT),
                url(tenant, Logo.Kind.MARK_LIGHT, Logo.Kind.MARK_DARK),
                url(tenant, Logo.Kind.MARK_DARK, Logo.Kind.MARK_LIGHT),
                Words.of(tenant.welcome()),
                Words.of(tenant.sentence()),
                tenant.tiles().stream()
                        .map(t -> new Tile(t.icon(), Words.of(t.text())))
                        .toList());
    }

    private static @Nullable String url(Tenant tenant, Logo.Kind kind, Logo.Kind otherwise) {
        var url = url(tenant, kind);
        return url == null ? url(tenant, otherwise) : url;
    }

    /// Another one as soon as the picture is.
    static @Nullable String url(Tenant tenant, Logo.Kind kind) {
        var version = tenant.logos().get(kind);
        return version == null ? null : "/api/tenants/" + tenant.id() + "/" + kind.slug() + "?v=" + version;
    }
}
