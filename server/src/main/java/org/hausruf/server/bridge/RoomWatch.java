package org.hausruf.server.bridge;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.hausruf.office.Office;
import org.hausruf.office.RoomName;
import org.hausruf.server.bridge.MediaEvent.Present;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps office's rows what the media server says: by its events as they happen, and once a minute by comparing all of
/// it, which repairs what an event could not write (the database was away, the server was killed) or did not tell (a
/// remote server's webhook got lost; it is asked three times a minute). The same job closes what is over.
public final class RoomWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomWatch.class);

    private final Office office;
    private final MediaServer media;
    private final InstantSource clock;
    /// Whether a remote server may be without rooms that it should have. Guarded by `this`.
    private boolean roomsMissing = true;

    private final ScheduledExecutorService minute = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("room-watch").factory());

    private RoomWatch(Office office, MediaServer media, InstantSource clock) {
        this.clock = clock;
        this.office = office;
        this.media = media;
    }

    /// Puts rows and rooms in order after whatever ended the last run, then watches. To be called before anybody can
    /// join the embedded engine: who was inside has left, and every call that is not over has its room, so that
    /// clients find back by themselves. A remote server's rooms have lived on: it is asked as soon as it answers.
    public static RoomWatch start(Office office, MediaServer media, InstantSource clock) {
        var watch = new RoomWatch(office, media, clock);
        media.listen(event -> watch.guarded(() -> watch.happened(event)));
        if (!media.isRemote()) watch.startRooms();
        watch.schedule(media.isRemote() ? 0 : 60, media.isRemote() ? 20 : 60);
        return watch;
    }

    private void startRooms() {
        office.attendance().restarted();
        makeRooms();
    }

    private synchronized void makeRooms() {
        if (roomsMissing) office.videoCalls().liveRooms().forEach(room -> media.createRoom(room.value()));
        roomsMissing = false;
    }

    private void schedule(int firstSeconds, int eachSeconds) {
        var _ = minute.scheduleWithFixedDelay(
                () -> guarded(this::compare), firstSeconds, eachSeconds, TimeUnit.SECONDS);
    }

    private void happened(MediaEvent event) {
        if (RoomName.isOfCall(event.who().room())) return; // somebody else's
        switch (event) {
            case MediaEvent.Joined(var who) -> {
                if (arrived(who)) log("participant joined", who);
            }
            case MediaEvent.Left(var who, var at, var line) -> {
                office.attendance().left(new RoomName(who.room()), who.sid(), at, line);
                log("participant left", who);
            }
            case MediaEvent.Published _ -> {}
        }
    }

    /// {@return whether a call of ours is concerned}
    private boolean arrived(Present who) {
        var arrival = office.attendance().joined(new RoomName(who.room()), who.identity(), who.sid(), who.since());
        switch (arrival) {
            case RECORDED -> {}
            case CALL_OVER -> media.deleteRoom(who.room());
            case NOT_EXPECTED -> {
                media.removeParticipant(who.room(), who.identity());
                LOG.atWarn()
                        .addKeyValue("room_name", who.room())
                        .addKeyValue("participant", who.sid())
                        .log("participant not expected, removed");
            }
            case UNKNOWN_ROOM -> {
                return false;
            }
        }
        return true;
    }

    /// Also run by tests, which do not wait for a minute.
    synchronized void compare() {
        try {
            compareAttendance();
        } catch (MediaServerAway e) {
            roomsMissing = true; // it may have been restarted; it has said itself that it is away
        }
        office.closing().run().forEach(room -> closeRoom(room.value()));
    }

    /// Without an answer nobody is thought to have left.
    private void compareAttendance() {
        var takenAt = clock.instant();
        var present = media.present().stream()
                .filter(it -> !RoomName.isOfCall(it.room()))
                .toList();
        makeRooms();
        var sids = present.stream().map(Present::sid).collect(Collectors.toSet());
        present.forEach(this::arrived); // writes only what is missing
        office.attendance().reconcile(sids, takenAt);
    }

    /// An empty room that is not closed here goes by itself; one that somebody enters is closed when they do.
    private synchronized void closeRoom(String room) {
        try {
            media.deleteRoom(room);
        } catch (MediaServerAway e) {
            roomsMissing = true;
        }
    }

    /// The edge of this thread: what fails is tried again within a minute.
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (MediaServerAway e) {
            LOG.warn("room not yet put in order, next try within a minute");
        } catch (RuntimeException e) {
            LOG.warn("attendance not written, next try within a minute", e);
        }
    }

    private static void log(String what, Present who) {
        LOG.atInfo()
                .addKeyValue("room_name", who.room())
                .addKeyValue("participant", who.sid())
                .log(what);
    }

    @Override
    public void close() {
        minute.shutdownNow();
    }
}
