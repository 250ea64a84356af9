package org.hausruf.office.tenant;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hausruf.office.Language;
import org.hausruf.office.TenantId;

/// An office as its pages and mails show it. Immutable.
///
/// @param accentColor `#rrggbb`, lower case
/// @param zone in which its mails and default titles tell the time
/// @param language of its mails to people of whom nobody knows theirs
/// @param logos which pictures there are, and of each a word that is another one when the picture is
public record Tenant(
        TenantId id,
        String name,
        String accentColor,
        ZoneId zone,
        Language language,
        Words welcome,
        Words sentence,
        List<Tile> tiles,
        Map<Logo.Kind, String> logos) {
    public Tenant {
        tiles = List.copyOf(tiles);
        logos = Map.copyOf(logos);
    }

    /// Without pictures.
    public Tenant(
            TenantId id,
            String name,
            String accentColor,
            ZoneId zone,
            Language language,
            Words welcome,
            Words sentence,
            List<Tile> tiles) {
        this(id, name, accentColor, zone, language, welcome, sentence, tiles, Map.of());
    }

    /// What stands where it has no mark.
    public String initial() {
        return name.substring(0, name.offsetByCodePoints(0, 1)).toUpperCase(java.util.Locale.ROOT);
    }

    /// One text in both languages.
    public record Words(String de, String en) {
        public String in(Language language) {
            return switch (language) {
                case DE -> de;
                case EN -> en;
            };
        }
    }

    /// A feature tile of the branding panel.
    ///
    /// @param icon one of [#ICONS]
    public record Tile(String icon, Words text) {
        /// The names that the web app knows.
        public static final Set<String> ICONS = Set.of(
                "lock", "ticket", "monitor", "shield", "users", "clock", "video", "heart", "star", "globe", "leaf",
                "check");
    }
}
