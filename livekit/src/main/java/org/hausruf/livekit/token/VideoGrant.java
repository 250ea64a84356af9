package org.hausruf.livekit.token;

import java.util.Set;
import org.hausruf.sfu.room.TrackSource;

/// What a token lets its bearer do in one room (the `video` claim).
///
/// @param room name of the room; empty opens none
/// @param publishSources what may be published; empty: everything
public record VideoGrant(
        String room,
        boolean roomJoin,
        boolean roomCreate,
        boolean roomAdmin,
        boolean canPublish,
        boolean canSubscribe,
        boolean canPublishData,
        boolean canUpdateOwnMetadata,
        boolean hidden,
        Set<TrackSource> publishSources) {

    /// A grant in the making that joins nothing yet: may publish everything, subscribe and send data, as a token that
    /// says nothing of these.
    ///
    /// @param room empty for none
    public static Builder builder(String room) {
        return new Builder(room);
    }

    /// Make and delete rooms; joins none.
    public static VideoGrant create() {
        return builder("").roomCreate(true).build();
    }

    /// Manage `room` and whoever is in it, without joining.
    public static VideoGrant admin(String room) {
        return builder(room).roomAdmin(true).build();
    }

    /// Join, publish and subscribe in `room`.
    public static VideoGrant join(String room) {
        return builder(room).roomJoin(true).canUpdateOwnMetadata(true).build();
    }

    /// Not thread-safe.
    public static final class Builder {
        private final String room;
        private boolean roomJoin;
        private boolean roomCreate;
        private boolean roomAdmin;
        private boolean canPublish = true;
        private boolean canSubscribe = true;
        private boolean canPublishData = true;
        private boolean canUpdateOwnMetadata;
        private boolean hidden;
        private Set<TrackSource> publishSources = Set.of();

        private Builder(String room) {
            this.room = room;
        }

        public Builder roomJoin(boolean value) {
            roomJoin = value;
            return this;
        }

        public Builder roomCreate(boolean value) {
            roomCreate = value;
            return this;
        }

        public Builder roomAdmin(boolean value) {
            roomAdmin = value;
            return this;
        }

        public Builder canPublish(boolean value) {
            canPublish = value;
            return this;
        }

        public Builder canSubscribe(boolean value) {
            canSubscribe = value;
            return this;
        }

        public Builder canPublishData(boolean value) {
            canPublishData = value;
            return this;
        }

        public Builder canUpdateOwnMetadata(boolean value) {
            canUpdateOwnMetadata = value;
            return this;
        }

        public Builder hidden(boolean value) {
            hidden = value;
            return this;
        }

        public Builder publishSources(Set<TrackSource> value) {
            publishSources = value;
            return this;
        }

        public VideoGrant build() {
            return new VideoGrant(
                    room,
                    roomJoin,
                    roomCreate,
                    roomAdmin,
                    canPublish,
                    canSubscribe,
                    canPublishData,
                    canUpdateOwnMetadata,
                    hidden,
                    publishSources);
        }
    }
}
