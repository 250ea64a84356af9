package org.hausruf.office.tenant;

import java.time.ZoneId;
import java.util.List;
import org.hausruf.office.Language;
import org.hausruf.office.TenantId;

/// An office as its pages and mails show it. Immutable.
///
/// @param accentColor `#rrggbb`, lower case
/// @param zone in which its mails and default titles tell the time
public record Tenant(
        TenantId id, String name, String accentColor, ZoneId zone, Words welcome, Words sentence, List<Tile> tiles) {
    public Tenant {
        tiles = List.copyOf(tiles);
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
    /// @param icon a name the web app knows, such as `lock`
    public record Tile(String icon, Words text) {}
}
