package org.hausruf.livekit.data;

import java.util.Collection;
import java.util.List;
import livekit.LivekitModels.DataPacket;

/// Whom a packet is for: those named, or everyone.
///
/// @param identities with `sids`; both empty: everyone
record Addressees(Collection<String> identities, Collection<String> sids) {
    @SuppressWarnings("deprecation") // older clients write the old fields
    static Addressees of(DataPacket packet) {
        Collection<String> identities = packet.getDestinationIdentitiesList();
        if (!packet.hasUser()) return new Addressees(identities, List.of());
        var user = packet.getUser();
        if (identities.isEmpty()) identities = user.getDestinationIdentitiesList();
        return new Addressees(identities, user.getDestinationSidsList());
    }

    boolean include(Member member) {
        return (identities.isEmpty() && sids.isEmpty())
                || identities.contains(member.identity())
                || sids.contains(member.sid());
    }
}
