package org.hausruf.sfu.room;

import java.util.List;
import java.util.Set;

/// Whom a publisher lets subscribe to its tracks. Immutable.
///
/// @param everyone whether all may have all; then `rules` count for nothing
public record SubscriptionPermission(boolean everyone, List<Rule> rules) {
    public static final SubscriptionPermission EVERYONE = new SubscriptionPermission(true, List.of());

    /// One participant's rights.
    ///
    /// @param sid of the participant, or empty when `identity` says who it is
    public record Rule(String sid, String identity, boolean allTracks, Set<String> trackSids) {
        private boolean isAbout(Participant viewer) {
            return sid.isEmpty() ? identity.equals(viewer.identity()) : sid.equals(viewer.sid());
        }
    }

    boolean allows(Participant viewer, String trackSid) {
        if (everyone) return true;
        return rules.stream()
                .filter(rule -> rule.isAbout(viewer))
                .anyMatch(rule -> rule.allTracks() || rule.trackSids().contains(trackSid));
    }
}
