package org.hausruf.office.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.util.Collections;
import java.util.List;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.Result;
import org.hausruf.office.tenant.Branding.Look;
import org.hausruf.office.tenant.Tenant.Tile;
import org.hausruf.office.tenant.Tenant.Words;
import org.hausruf.office.user.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BrandingTest {
    private static final Tile TILE = new Tile("leaf", new Words("Grün", "Green"));

    private OfficeFixture fixture;
    private Branding branding;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        branding = fixture.office.branding();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static Look look(String name, String color, Tile... tiles) {
        return new Look(name, color, null, null, new Words("Hallo", "Hello"), new Words("", ""), List.of(tiles));
    }

    private Result<Tenant> change(User user, Look look) {
        return fixture.as(user, () -> branding.change(look));
    }

    private Tenant seenBy(User user) {
        return fixture.as(user, () -> branding.read());
    }

    @Test
    void whatAnAdminWritesIsWhatEverybodySees() {
        var before = seenBy(fixture.carla);

        var changed = change(fixture.anna, look("  Lindenhof ", "#ABCDEF", TILE, TILE))
                .orThrow();

        assertThat(changed.name()).isEqualTo("Lindenhof");
        assertThat(changed.accentColor()).isEqualTo("#abcdef");
        assertThat(changed.welcome()).isEqualTo(new Words("Hallo", "Hello"));
        assertThat(changed.tiles()).containsExactly(TILE, TILE);
        assertThat(fixture.office.tenants().find(fixture.anna.tenant())).hasValue(changed);
        assertThat(seenBy(fixture.ben)).isEqualTo(changed);
        assertThat(seenBy(fixture.carla)).as("another office's is its own").isEqualTo(before);
    }

    @Test
    void membersWriteNothing() {
        var before = seenBy(fixture.ben);

        refusal(change(fixture.ben, look("Bens", "#000000")), Refusal.NotAllowed.class);
        refusal(
                fixture.as(fixture.ben, () -> branding.setLogo(Logo.Kind.LOGO_DARK, PicturesTest.png(20, 20))),
                Refusal.NotAllowed.class);
        refusal(fixture.as(fixture.ben, () -> branding.removeLogo(Logo.Kind.LOGO_DARK)), Refusal.NotAllowed.class);

        assertThat(seenBy(fixture.ben)).isEqualTo(before);
    }

    @Test
    void whatIsWrongIsNamedAndNothingChanges() {
        var before = seenBy(fixture.anna);
        var words = new Words("a", "b");
        var none = new Words("", "");

        assertThat(field(change(fixture.anna, look(" ", "#000000")))).isEqualTo("name");
        assertThat(field(change(fixture.anna, look("x".repeat(81), "#000000")))).isEqualTo("name");
        for (var color : List.of("red", "#12345", "#12345g", "#1234567", "#000000;}"))
            assertThat(field(change(fixture.anna, look("x", color)))).isEqualTo("accentColor");
        assertThat(field(change(
                        fixture.anna, new Look("x", "#000000", null, null, new Words("a", ""), none, List.of()))))
                .isEqualTo("welcome.en");
        assertThat(field(change(
                        fixture.anna,
                        new Look("x", "#000000", null, null, words, new Words("x".repeat(401), ""), List.of()))))
                .isEqualTo("sentence.de");
        assertThat(field(change(fixture.anna, look("x", "#000000", TILE, new Tile("skull", words)))))
                .isEqualTo("tiles[1].icon");
        assertThat(field(change(fixture.anna, look("x", "#000000", new Tile("leaf", new Words("a\nb", "b"))))))
                .isEqualTo("tiles[0].text.de");
        assertThat(field(change(
                        fixture.anna, new Look("x", "#000000", null, null, words, none, Collections.nCopies(4, TILE)))))
                .isEqualTo("tiles");

        assertThat(seenBy(fixture.anna)).isEqualTo(before);
    }

    @Test
    void anAdminChoosesInWhichLanguageTheOfficeWrites() {
        var before = seenBy(fixture.anna);
        var others = seenBy(fixture.carla);
        assertThat(before.language()).isEqualTo(Language.DE);

        var changed = change(fixture.anna, in(before, Language.EN)).orThrow();

        assertThat(changed.language()).isEqualTo(Language.EN);
        assertThat(seenBy(fixture.ben)).isEqualTo(changed);
        assertThat(fixture.as(fixture.ben, branding::language)).isEqualTo(Language.EN);
        assertThat(seenBy(fixture.carla)).as("another office's is its own").isEqualTo(others);
        refusal(change(fixture.ben, in(before, Language.DE)), Refusal.NotAllowed.class);
        assertThat(change(fixture.anna, look("x", "#000000")).orThrow().language())
                .as("not named: stays")
                .isEqualTo(Language.EN);
    }

    private static Look in(Tenant office, Language language) {
        return new Look(
                office.name(),
                office.accentColor(),
                null,
                language,
                office.welcome(),
                office.sentence(),
                office.tiles());
    }

    private static Look inZone(Tenant office, String zone) {
        return new Look(
                office.name(), office.accentColor(), zone, null, office.welcome(), office.sentence(), office.tiles());
    }

    @Test
    void anAdminMovesTheOfficeToAnotherTimeZone() {
        var before = seenBy(fixture.anna);
        var others = seenBy(fixture.carla);
        assertThat(before.zone().getId()).isEqualTo("Europe/Berlin");
        assertThat(fixture.draft("").title()).endsWith("13:00 Uhr");

        var moved = change(fixture.anna, inZone(before, "America/Lima")).orThrow();

        assertThat(moved.zone().getId()).isEqualTo("America/Lima");
        assertThat(seenBy(fixture.ben)).isEqualTo(moved);
        assertThat(fixture.draft("").title()).as("12:00 UTC").endsWith("07:00 Uhr");
        assertThat(seenBy(fixture.carla)).as("another office's is its own").isEqualTo(others);
        assertThat(change(fixture.anna, look("x", "#000000")).orThrow().zone())
                .as("not named: stays")
                .isEqualTo(moved.zone());
    }

    @Test
    void aZoneThatIsInNoDatabaseStaysUntilAnotherIsChosen() {
        fixture.asOwner("tenants", "update tenants set time_zone = 'GMT+03:00'");
        var before = seenBy(fixture.anna);

        assertThat(change(fixture.anna, inZone(before, "GMT+03:00")).orThrow()).isEqualTo(before);
        assertThat(change(fixture.anna, inZone(before, "Asia/Tokyo"))
                        .orThrow()
                        .zone()
                        .getId())
                .isEqualTo("Asia/Tokyo");
        assertThat(field(change(fixture.anna, inZone(before, "GMT+03:00")))).isEqualTo("timeZone");
    }

    @Test
    void whatIsNoTimeZoneOrNotFromAnAdminChangesNone() {
        var before = seenBy(fixture.anna);

        for (var zone : List.of("", "Berlin", "europe/berlin", "+02:00", "UTC+1", "Europe/Berlin\n", "x".repeat(9_999)))
            assertThat(field(change(fixture.anna, inZone(before, zone))))
                    .as(zone)
                    .isEqualTo("timeZone");
        refusal(change(fixture.ben, inZone(before, "America/Lima")), Refusal.NotAllowed.class);

        assertThat(seenBy(fixture.anna)).isEqualTo(before);
    }

    @Test
    void aPictureTakesThePlaceOfAnotherAndHasAnotherAddress() {
        var before = seenBy(fixture.anna).logos();
        var foreign = fixture.office.tenants().logo(fixture.carla.tenant(), Logo.Kind.LOGO_LIGHT);

        var after = fixture.as(fixture.anna, () -> branding.setLogo(Logo.Kind.LOGO_LIGHT, PicturesTest.png(40, 20)))
                .orThrow()
                .logos();

        assertThat(after.get(Logo.Kind.LOGO_LIGHT)).isNotEqualTo(before.get(Logo.Kind.LOGO_LIGHT));
        assertThat(after.get(Logo.Kind.LOGO_DARK)).isEqualTo(before.get(Logo.Kind.LOGO_DARK));
        assertThat(fixture.office
                        .tenants()
                        .logo(fixture.carla.tenant(), Logo.Kind.LOGO_LIGHT)
                        .orElseThrow()
                        .bytes())
                .isEqualTo(foreign.orElseThrow().bytes());
        var removed = fixture.as(fixture.anna, () -> branding.removeLogo(Logo.Kind.LOGO_LIGHT));
        assertThat(removed.orThrow().logos()).doesNotContainKey(Logo.Kind.LOGO_LIGHT);
        assertThat(fixture.office.tenants().logo(fixture.anna.tenant(), Logo.Kind.LOGO_LIGHT))
                .isEmpty();
        assertThat(fixture.as(fixture.anna, () -> branding.removeLogo(Logo.Kind.LOGO_LIGHT)))
                .isEqualTo(removed);
    }
}
