package org.hausruf.office.videocall;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.hausruf.office.RoomName;
import org.hausruf.office.UserId;
import org.hausruf.office.VideoCallId;
import org.jspecify.annotations.Nullable;

/// A meeting as its host sees it in the list. Immutable.
///
/// @param lobby whether guests wait until the host lets them in
/// @param schedule null: it was not planned, and began when it was made
/// @param cancelled whether it was called off
/// @param startsAt when it was planned for
/// @param startedAt when the host's media first connected
/// @param endsAt when it was really over
/// @param participantCount distinct people who were ever in it
/// @param presentCount distinct people who are in it now
/// @param inviteCount invites that have not been revoked
/// @param people the first five who came, host first
public record VideoCall(
        VideoCallId id,
        UserId host,
        String title,
        Status status,
        RoomName room,
        boolean lobby,
        @Nullable Schedule schedule,
        boolean cancelled,
        Instant startsAt,
        @Nullable Instant startedAt,
        @Nullable Instant endsAt,
        Instant expiresAt,
        Instant createdAt,
        int participantCount,
        int presentCount,
        int inviteCount,
        List<Person> people) {
    public VideoCall {
        people = List.copyOf(people);
    }

    public enum Status {
        DRAFT,
        ACTIVE,
        ENDED,
        EXPIRED;

        public boolean isOver() {
            return this == ENDED || this == EXPIRED;
        }

        /// Lower case, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status ofSlug(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT));
        }
    }

    public enum Role {
        HOST,
        GUEST;

        /// Lower case, as stored and sent.
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Role ofSlug(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT));
        }
    }

    public record Person(String displayName, Role role) {}

    /// From the host's arrival to the end; nothing before it is over, or if the host never came.
    public Optional<Duration> duration() {
        return startedAt == null || endsAt == null
                ? Optional.empty()
                : Optional.of(Duration.between(startedAt, endsAt));
    }
}
