package org.hausruf.server.bridge;

import java.net.URI;
import org.hausruf.office.EmailAddress;
import org.hausruf.office.InviteId;
import org.hausruf.office.Language;
import org.hausruf.office.Limits;
import org.hausruf.office.Office;
import org.hausruf.office.Result;
import org.hausruf.office.RoomName;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.erasure.Erasure.Erased;
import org.hausruf.office.invite.Admissions.Admission;
import org.hausruf.office.invite.Invite;
import org.hausruf.office.invite.Invites;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCall;
import org.hausruf.office.videocall.VideoCalls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Video calls together with their rooms. Office decides; the room follows: it is made before a token is given out, and
/// gone as soon as the call is over. Thread-safe.
public final class CallRooms {
    private static final Logger LOG = LoggerFactory.getLogger(CallRooms.class);

    private final Office office;
    private final MediaServer media;

    public CallRooms(Office office, MediaServer media) {
        this.office = office;
        this.media = media;
    }

    /// What a host gets to enter the room of their own call.
    public record HostAccess(VideoCallId callId, RoomName room, String token, URI serverUrl) {}

    /// What a guest gets.
    public record GuestAccess(Admission admission, String token, URI serverUrl) {}

    /// Refuses before anything is used up (an invite, a call's row) while there is no room to be had.
    public void requireMedia() {
        Reached.run(media::requireAnswer);
    }

    public Result<HostAccess> create(User host, VideoCalls.NewCall wanted) {
        requireMedia();
        return office.videoCalls().create(wanted).map(call -> {
            log("call created", call);
            if (call.schedule() != null) office.planning().planned();
            return access(host, call);
        });
    }

    /// Refused when the call is over.
    public Result<HostAccess> hostAccess(User host, VideoCallId call) {
        return office.videoCalls().findLive(call).map(live -> access(host, live));
    }

    public GuestAccess guestAccess(Admission admission) {
        LOG.atInfo().addKeyValue("call", admission.call()).log("guest admitted");
        var token = token(admission.room(), admission.identity(), admission.displayName(), false);
        return new GuestAccess(admission, token, media.clientUrl());
    }

    /// Ends the call and puts everyone out at once.
    public Result<VideoCall> end(VideoCallId id) {
        return office.videoCalls().end(id).map(call -> {
            later(call.id(), () -> media.deleteRoom(call.room().value()));
            log("call ended", call);
            return call;
        });
    }

    /// Calls a planned one off, and puts out whoever came early.
    public Result<VideoCall> cancel(VideoCallId id) {
        return office.planning().cancel(id).map(this::closed);
    }

    private VideoCall closed(VideoCall call) {
        later(call.id(), () -> media.deleteRoom(call.room().value()));
        log("call cancelled", call);
        return call;
    }

    /// Ends whatever the current user has open; whoever is invited to what is still to come is told.
    public void endAll() {
        String cursor = null;
        do {
            var page = office.videoCalls()
                    .list(VideoCalls.Filter.OPEN, cursor, Limits.MAX_PAGE)
                    .orThrow();
            page.items().forEach(this::close);
            cursor = page.nextCursor().orElse(null);
        } while (cursor != null);
    }

    private void close(VideoCall call) {
        if (call.schedule() == null) end(call.id());
        else office.planning().callOff(call.id()).map(this::closed);
    }

    /// Ends what somebody who is deactivated may have open still, has them forgotten, and puts them out of what they
    /// were a guest in.
    public Result<Erased> eraseAccount(User gone, Language language) {
        gone.caller().run(this::endAll);
        return office.erasure().account(gone.id(), language).map(this::putOut);
    }

    /// The same with an address that is no account.
    public Result<Erased> eraseAddress(String email, Language language) {
        return office.erasure().address(email, language).map(this::putOut);
    }

    /// Whoever is there still, or comes with an old token, [RoomWatch] does not expect any more.
    private Erased putOut(Erased erased) {
        erased.rooms().forEach(room -> putOut(room, erased.identity()));
        return erased;
    }

    private void putOut(RoomName room, EmailAddress identity) {
        try {
            media.removeParticipant(room.value(), identity.value());
        } catch (MediaServerAway e) {
            LOG.atWarn().addKeyValue("room_name", room).log("media server has still to be told");
        }
    }

    /// Takes an invite back; a guest who is inside is put out.
    public Result<Invite> revoke(VideoCallId call, InviteId invite) {
        return office.invites().revoke(call, invite).map(revoked -> {
            office.planning().planned(); // somebody may have it in their calendar
            return putOut(call, revoked);
        });
    }

    /// Takes back the invite of somebody who waits; should they be inside by an earlier link, they are put out.
    public Result<Invite> decline(VideoCallId call, InviteId invite) {
        return office.lobby().decline(call, invite).map(declined -> putOut(call, declined));
    }

    private Invite putOut(VideoCallId call, Invites.Revoked revoked) {
        later(
                call,
                () -> media.removeParticipant(
                        revoked.room().value(), revoked.invitee().value()));
        return revoked.invite();
    }

    /// With the room's name, by which the media side's log knows it.
    private static void log(String what, VideoCall call) {
        LOG.atInfo()
                .addKeyValue("call", call.id())
                .addKeyValue("room_name", call.room())
                .log(what);
    }

    private HostAccess access(User host, VideoCall call) {
        var token = token(call.room(), host.email(), host.displayName(), true);
        return new HostAccess(call.id(), call.room(), token, media.clientUrl());
    }

    private String token(RoomName room, EmailAddress identity, String name, boolean host) {
        Reached.run(() -> media.createRoom(room.value()));
        return media.token(new RoomPass(room.value(), identity.value(), name, host));
    }

    /// What office has decided stands; [RoomWatch] does it as soon as the media server answers again.
    private static void later(VideoCallId call, Runnable work) {
        try {
            work.run();
        } catch (MediaServerAway e) {
            LOG.atWarn().addKeyValue("call", call).log("media server has still to be told");
        }
    }
}
