package org.hausruf.office.videocall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hausruf.office.Refusals.field;
import static org.hausruf.office.Refusals.refusal;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hausruf.office.Language;
import org.hausruf.office.OfficeFixture;
import org.hausruf.office.Refusal;
import org.hausruf.office.VideoCallId;
import org.hausruf.office.user.User;
import org.hausruf.office.videocall.VideoCall.Status;
import org.hausruf.office.videocall.VideoCalls.Filter;
import org.hausruf.office.videocall.VideoCalls.NewCall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoCallsTest {
    private OfficeFixture fixture;
    private VideoCalls calls;

    @BeforeEach
    void open() {
        fixture = OfficeFixture.open();
        calls = fixture.office.videoCalls();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<String> titles(User user, Filter filter) {
        return fixture.as(user, () -> calls.list(filter, null, 50).orThrow()).items().stream()
                .map(VideoCall::title)
                .toList();
    }

    @Test
    void newCallIsADraftForADay() {
        var call = fixture.draft("  <b>Dach</b> ");

        assertThat(call.title()).isEqualTo("<b>Dach</b>");
        assertThat(call.status()).isEqualTo(Status.DRAFT);
        assertThat(call.room().value()).matches("sot-[0-9a-f]{24}");
        assertThat(call.startsAt()).isEqualTo(OfficeFixture.NOON);
        assertThat(call.expiresAt()).isEqualTo(OfficeFixture.NOON.plus(Duration.ofHours(24)));
        assertThat(call.host()).isEqualTo(fixture.anna.id());
        assertThat(call.duration()).isEmpty();
        assertThat(call.people()).isEmpty();
    }

    @Test
    void emptyTitleBecomesDateAndTimeInTheOfficesZone() {
        assertThat(fixture.draft(" ").title()).isEqualTo("Videocall am 19.11.2026, 13:00 Uhr");
        assertThat(VideoCalls.defaultTitle(OfficeFixture.NOON, ZoneId.of("Europe/London"), Language.EN))
                .startsWith("Video call on 19 Nov 2026")
                .endsWith("12:00");
    }

    @Test
    void aHostMakesSoManyCallsAndNoneButTheirOwnCount() {
        for (int i = 0; i < 200; i++) fixture.draft("one more");

        var refused = fixture.as(fixture.anna, () -> calls.create(new NewCall("too many", Language.DE)));
        assertThat(refusal(refused, Refusal.TooMany.class).retryAfter()).isEqualTo(Duration.ofSeconds(18));
        assertThat(fixture.as(fixture.ben, () -> calls.create(new NewCall("ben's", Language.DE)))
                        .orThrow()
                        .title())
                .isEqualTo("ben's");
        assertThat(titles(fixture.anna, Filter.OPEN)).doesNotContain("too many");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "bell\u0007"})
    void titleIsOneLine(String title) {
        assertThat(field(fixture.as(fixture.anna, () -> calls.create(new NewCall(title, Language.DE)))))
                .isEqualTo("title");
    }

    @Test
    void titleHasALimit() {
        assertThat(fixture.draft("x".repeat(120)).title()).hasSize(120);
        assertThat(field(fixture.as(fixture.anna, () -> calls.create(new NewCall("x".repeat(121), Language.DE)))))
                .isEqualTo("title");
    }

    @Test
    void nobodyElseSeesOrEndsIt() {
        var call = fixture.draft("private");

        for (var other : List.of(fixture.ben, fixture.carla)) {
            refusal(fixture.as(other, () -> calls.find(call.id())), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> calls.findLive(call.id())), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> calls.end(call.id())), Refusal.NotFound.class);
            refusal(fixture.as(other, () -> calls.stays(call.id())), Refusal.NotFound.class);
            assertThat(titles(other, Filter.OPEN)).isEmpty();
        }
        refusal(fixture.as(fixture.anna, () -> calls.find(new VideoCallId(UUID.randomUUID()))), Refusal.NotFound.class);
        assertThat(fixture.as(fixture.anna, () -> calls.find(call.id()).orThrow())
                        .status())
                .isEqualTo(Status.DRAFT);
    }

    @Test
    void endIsOnceAndForAll() {
        var call = fixture.draft("short");
        fixture.clock.advance(Duration.ofMinutes(3));

        var ended = fixture.as(fixture.anna, () -> calls.end(call.id()).orThrow());
        fixture.clock.advance(Duration.ofMinutes(3));
        var again = fixture.as(fixture.anna, () -> calls.end(call.id()).orThrow());

        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.endsAt()).isEqualTo(OfficeFixture.NOON.plus(Duration.ofMinutes(3)));
        assertThat(again).isEqualTo(ended);
        refusal(fixture.as(fixture.anna, () -> calls.findLive(call.id())), Refusal.CallEnded.class);
        assertThat(titles(fixture.anna, Filter.OPEN)).isEmpty();
        assertThat(titles(fixture.anna, Filter.PAST)).containsExactly("short");
    }

    @Test
    void listIsReadPageByPageNewestFirst() {
        for (int number = 1; number <= 5; number++) {
            fixture.draft("call " + number);
            fixture.clock.advance(Duration.ofSeconds(1));
        }

        var read = new ArrayList<String>();
        String cursor = null;
        do {
            var from = cursor;
            var page = fixture.as(
                    fixture.anna, () -> calls.list(Filter.OPEN, from, 2).orThrow());
            page.items().forEach(call -> read.add(call.title()));
            cursor = page.nextCursor().orElse(null);
        } while (cursor != null);

        assertThat(read).containsExactly("call 5", "call 4", "call 3", "call 2", "call 1");
    }

    @Test
    void badPagesAreNamed() {
        assertThat(field(fixture.as(fixture.anna, () -> calls.list(Filter.OPEN, "'; drop", 2))))
                .isEqualTo("cursor");
        assertThat(field(fixture.as(fixture.anna, () -> calls.list(Filter.OPEN, null, 0))))
                .isEqualTo("limit");
        assertThat(field(fixture.as(fixture.anna, () -> calls.list(Filter.OPEN, null, 101))))
                .isEqualTo("limit");
    }

    @Test
    void liveRoomsAreThoseOfAllTenants() {
        var ours = fixture.draft("ours");
        var theirs = fixture.as(
                fixture.carla,
                () -> calls.create(new NewCall("theirs", Language.EN)).orThrow());
        var over = fixture.draft("over");
        fixture.as(fixture.anna, () -> calls.end(over.id()));

        assertThat(calls.liveRooms()).containsExactlyInAnyOrder(ours.room(), theirs.room());
    }
}
