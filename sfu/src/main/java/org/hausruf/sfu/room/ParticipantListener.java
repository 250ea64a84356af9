package org.hausruf.sfu.room;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.hausruf.sfu.speaker.SpeakerChange;

/// Tells one participant's client what happens. Called on the loop; whoever implements it reads what it needs of
/// the arguments before it returns, and never blocks.
public interface ParticipantListener {
    /// Others, or the participant itself, came, changed or went ([Participant#state]).
    void participantsChanged(Collection<Participant> changed);

    /// One that was seen is not to be seen any more, though it stays.
    void participantHid(Participant participant);

    /// Always after the [#participantsChanged] of every participant whose tracks it carries.
    void subscriberOffer(String sdp, int id, Map<String, String> midToTrackId);

    void publisherAnswer(String sdp, int id);

    void trackPublished(String cid, Publication publication);

    /// The server took the track away.
    void trackUnpublished(String trackSid);

    /// Somebody with the right to do so muted the participant's own track.
    void muted(String trackSid, boolean muted);

    /// The participant's own track has its first subscriber.
    void trackSubscribed(String trackSid);

    /// The highest quality that subscribers want of the participant's own track is another one.
    ///
    /// @param highest level of a [VideoQuality], -1 when nobody wants the track
    void qualityWanted(Publication publication, int highest);

    /// A publisher lets it, or no longer lets it, subscribe to a track.
    void subscriptionPermissionChanged(String publisherSid, String trackSid, boolean allowed);

    /// It may do other things now than when it joined.
    void permissionsChanged();

    /// Its line is too weak for a subscribed track, which pauses, or no more.
    void streamPaused(Publication publication, boolean paused);

    void subscriptionFailed(String trackSid, SubscriptionFailure failure);

    void speakersChanged(List<SpeakerChange> changes);

    void qualitiesChanged(Map<String, ConnectionQuality> byParticipantSid);

    void roomChanged(Room room);

    /// A message on a data channel of the participant's publisher connection.
    void dataReceived(boolean reliable, byte[] message);

    /// The client has both data channels on which [Participant#sendData] reaches it.
    void dataOpened();

    /// The client should come back by itself; the participant waits for it a moment.
    void resumeWanted();

    /// The last call.
    ///
    /// @param rejoin whether the client should join anew at once
    void disconnected(DisconnectReason reason, boolean rejoin);
}
