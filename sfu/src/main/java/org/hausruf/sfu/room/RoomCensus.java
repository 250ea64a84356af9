package org.hausruf.sfu.room;

/// How much is in some rooms at one moment. Immutable.
///
/// @param participants hidden ones too
/// @param totals since the rooms were made
public record RoomCensus(
        int rooms,
        int participants,
        int audioPublished,
        int videoPublished,
        int audioSubscribed,
        int videoSubscribed,
        TrackTotals totals) {
    public static final RoomCensus NONE = new RoomCensus(0, 0, 0, 0, 0, 0, TrackTotals.NONE);

    public RoomCensus plus(RoomCensus other) {
        return new RoomCensus(
                rooms + other.rooms,
                participants + other.participants,
                audioPublished + other.audioPublished,
                videoPublished + other.videoPublished,
                audioSubscribed + other.audioSubscribed,
                videoSubscribed + other.videoSubscribed,
                totals.plus(other.totals));
    }

    /// Another total beside what is in the rooms.
    public RoomCensus plus(TrackTotals ended) {
        return plus(new RoomCensus(0, 0, 0, 0, 0, 0, ended));
    }
}
