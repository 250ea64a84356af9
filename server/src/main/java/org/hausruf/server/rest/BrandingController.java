package org.hausruf.server.rest;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.tenant.Branding;
import org.hausruf.office.tenant.Logo;
import org.hausruf.office.tenant.Tenant;
import org.hausruf.office.user.User;
import org.hausruf.server.problem.Fields;
import org.hausruf.server.problem.Problem;
import org.hausruf.server.problem.ProblemCode;
import org.hausruf.server.problem.UnwantedBody;
import org.hausruf.server.signin.Limit;
import org.hausruf.server.signin.RateLimits;
import org.hausruf.server.signin.SignedIn;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// `/api/branding`: how the office looks, in which zone it tells the time, and in which language it writes. Everybody
/// of it reads that, admins change it.
@RestController
@RequestMapping("/api/branding")
public final class BrandingController {
    private static final Map<String, Logo.Kind> PLACES = Map.of(
            "light", Logo.Kind.LOGO_LIGHT,
            "dark", Logo.Kind.LOGO_DARK,
            "mark-light", Logo.Kind.MARK_LIGHT,
            "mark-dark", Logo.Kind.MARK_DARK);

    /// What is read of a body that is too large, so that whoever sends it comes to hear why.
    private static final long DISCARDED_BYTES = 8L << 20;

    private final Branding branding;
    private final Answers answers;
    private final RateLimits limits;

    public BrandingController(Branding branding, Answers answers, RateLimits limits) {
        this.branding = branding;
        this.answers = answers;
        this.limits = limits;
    }

    record Words(@Nullable String de, @Nullable String en) {
        static Words of(Tenant.Words words) {
            return new Words(words.de(), words.en());
        }
    }

    record Tile(@Nullable String icon, @Nullable Words text) {
        static Tile of(Tenant.Tile tile) {
            return new Tile(tile.icon(), Words.of(tile.text()));
        }
    }

    /// Pictures by the ground they stand on; null is none.
    record LogosView(
            @Nullable String light,
            @Nullable String dark,
            @Nullable String markLight,
            @Nullable String markDark) {
        static LogosView of(Tenant tenant) {
            return new LogosView(
                    TenantView.url(tenant, Logo.Kind.LOGO_LIGHT),
                    TenantView.url(tenant, Logo.Kind.LOGO_DARK),
                    TenantView.url(tenant, Logo.Kind.MARK_LIGHT),
                    TenantView.url(tenant, Logo.Kind.MARK_DARK));
        }
    }

    record BrandingView(
            String name,
            String accentColor,
            String timeZone,
            String language,
            Words welcome,
            Words sentence,
            List<Tile> tiles,
            LogosView logos) {
        static BrandingView of(Tenant tenant) {
            return new BrandingView(
                    tenant.name(),
                    tenant.accentColor(),
                    tenant.zone().getId(),
                    tenant.language().tag(),
                    Words.of(tenant.welcome()),
                    Words.of(tenant.sentence()),
                    tenant.tiles().stream().map(Tile::of).toList(),
                    LogosView.of(tenant));
        }
    }

    /// @param timeZone stays if none is named
    /// @param language stays if none is named
    record BrandingRequest(
            @Nullable String name,
            @Nullable String accentColor,
            @Nullable String timeZone,
            @Nullable String language,
            @Nullable Words welcome,
            @Nullable Words sentence,
            @Nullable List<@Nullable Tile> tiles) {}

    @GetMapping
    BrandingView read(SignedIn member) {
        return BrandingView.of(branding.read());
    }

    @PutMapping
    BrandingView change(SignedIn admin, @RequestBody BrandingRequest body) {
        var fields = new Fields();
        var look = new Branding.Look(
                fields.text("name", body.name()),
                fields.text("accentColor", body.accentColor()),
                body.timeZone(),
                fields.word("language", body.language(), Language.tags())
                        .map(Language::ofTag)
                        .orElse(null),
                words(fields, "welcome", body.welcome()),
                words(fields, "sentence", body.sentence()),
                tiles(fields, body.tiles()));
        fields.check();
        return BrandingView.of(answers.value(branding.change(look)));
    }

    private static List<Tenant.Tile> tiles(Fields fields, @Nullable List<@Nullable Tile> wanted) {
        var tiles = new ArrayList<Tenant.Tile>();
        if (wanted == null || wanted.contains(null)) {
            fields.text("tiles", null);
            return tiles;
        }
        for (var tile : wanted) {
            if (tile == null || tiles.size() > Limits.MAX_TILES) break; // office refuses the first too many
            var field = "tiles[" + tiles.size() + "]";
            var icon = fields.text(field + ".icon", tile.icon());
            tiles.add(new Tenant.Tile(icon, words(fields, field + ".text", tile.text())));
        }
        return tiles;
    }

    private static Tenant.Words words(Fields fields, String field, @Nullable Words words) {
        return new Tenant.Words(
                fields.text(field + ".de", words == null ? null : words.de()),
                fields.text(field + ".en", words == null ? null : words.en()));
    }

    /// The body is the picture, whatever it is called.
    @PutMapping("/logos/{place}")
    BrandingView setLogo(SignedIn admin, @PathVariable("place") String place, HttpServletRequest request) {
        var kind = kind(place);
        if (admin.user().role() != User.Role.ADMIN) {
            throw Problem.of(ProblemCode.FORBIDDEN).exception(); // before a byte is read
        }
        limits.take(Limit.PICTURE, admin.user().id());
        return BrandingView.of(answers.value(branding.setLogo(kind, body(request))));
    }

    @DeleteMapping("/logos/{place}")
    BrandingView removeLogo(SignedIn admin, @PathVariable("place") String place) {
        return BrandingView.of(answers.value(branding.removeLogo(kind(place))));
    }

    private static Logo.Kind kind(String place) {
        var kind = PLACES.get(place);
        if (kind == null) throw Problem.of(ProblemCode.NOT_FOUND).exception();
        return kind;
    }

    /// At most one byte more than a picture may have, which office refuses.
    private static byte[] body(HttpServletRequest request) {
        try (InputStream in = request.getInputStream()) {
            var bytes = in.readNBytes(Limits.MAX_LOGO_BYTES + 1);
            if (bytes.length > Limits.MAX_LOGO_BYTES) UnwantedBody.discard(in, DISCARDED_BYTES);
            return bytes;
        } catch (IOException gone) {
            throw Problem.of(ProblemCode.REQUEST_TIMEOUT).exception();
        }
    }
}
