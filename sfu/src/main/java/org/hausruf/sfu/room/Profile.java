package org.hausruf.sfu.room;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a participant says of itself for all to see. Immutable.
record Profile(String name, String metadata, Map<String, String> attributes) {
    Profile {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes)); // names may be chosen to collide
    }

    /// With a change, in which empty values leave things as they are and an attribute with an empty value goes away.
    ///
    /// @return empty when that would be too much
    Optional<Profile> with(String newName, String newMetadata, Map<String, String> newAttributes) {
        var merged = new LinkedHashMap<>(attributes);
        merged.putAll(newAttributes);
        merged.values().removeIf(String::isEmpty);
        boolean tooMuch = newName.length() > Limits.NAME_CHARS
                || !Limits.metadataFits(newMetadata)
                || !Limits.attributesFit(merged);
        if (tooMuch) return Optional.empty();
        return Optional.of(new Profile(
                newName.isEmpty() ? name : newName, newMetadata.isEmpty() ? metadata : newMetadata, merged));
    }
}
