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
/// it, which repairs what an event could not write (the database was away, the server was killed). The same minute
/// closes what is over.
public final class RoomWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoomWatch.class);

    private final Office office;
    private final MediaServer media;
    private final InstantSource clock;
    private final ScheduledExecutorService minute = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("room-watch").factory());

    private RoomWatch(Office office, MediaServer media, InstantSource clock) {
        this.clock = clock;
        this.office = office;
        this.media = media;
    }

    /// Puts rows and rooms in order after whatever ended the last run, then watches. To be called before anybody can
    /// join: who was inside has left, and every call that is not over has its room, so that clients find back by
    /// themselves.
    public static RoomWatch start(Office office, MediaServer media, InstantSource clock) {
        var watch = new RoomWatch(office, media, clock);
        office.attendance().restarted();
        office.videoCalls().liveRooms().forEach(room -> media.createRoom(room.value()));
        media.listen(event -> watch.guarded(() -> watch.happened(event)));
        var _ = watch.minute.scheduleWithFixedDelay(() -> watch.guarded(watch::compare), 1, 1, TimeUnit.MINUTES);
        return watch;
    }

    private void happened(MediaEvent event) {
        switch (event) {
            case MediaEvent.Joined(var who) -> {
                arrived(who);
                log("participant joined", who);
            }
            case MediaEvent.Left(var who, var at) -> {
                office.attendance().left(new RoomName(who.room()), who.sid(), at);
                log("participant left", who);
            }
        }
    }

    private void arrived(Present who) {
        var arrival = office.attendance().joined(new RoomName(who.room()), who.identity(), who.sid(), who.since());
        switch (arrival) {
            case RECORDED -> {}
            case CALL_OVER -> media.deleteRoom(who.room());
            case NOT_EXPECTED -> {
                media.removeParticipant(who.room(), who.identity());
                LOG.atWarn().addKeyValue("participant", who.sid()).log("participant not expected, removed");
            }
        }
    }

    /// Also run by tests, which do not wait for a minute.
    void compare() {
        var takenAt = clock.instant();
        var present = media.present();
        var sids = present.stream().map(Present::sid).collect(Collectors.toSet());
        present.forEach(this::arrived); // writes only what is missing
        office.attendance().reconcile(sids, takenAt);
        office.closing().run().forEach(room -> media.deleteRoom(room.value()));
    }

    /// The edge of this thread: what fails is tried again within a minute.
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("attendance not written, next try within a minute", e);
        }
    }

    private static void log(String what, Present who) {
        LOG.atInfo()
                .addKeyValue("room", who.room())
                .addKeyValue("participant", who.sid())
                .log(what);
    }

    @Override
    public void close() {
        minute.shutdownNow();
    }
}
