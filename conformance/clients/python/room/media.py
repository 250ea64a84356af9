"""Sound and picture: what arrives is what was sent, whoever mutes, unpublishes or unsubscribes."""

import asyncio
import math

from livekit import rtc
from support import Person, check, feature, leave, people, same, soon, token, until

RATE = 48_000
FRAME = RATE // 100
RED, BLUE = (220, 20, 20), (20, 20, 220)
WIDTH, HEIGHT = 320, 240


class Tone:
    """A sine of its own for each channel, for as long as it is published."""

    def __init__(self, *hertz):
        self.source = rtc.AudioSource(RATE, len(hertz))
        self.track = rtc.LocalAudioTrack.create_audio_track("tone", self.source)
        samples = [
            int(12_000 * math.sin(2 * math.pi * channel * at / RATE)).to_bytes(2, "little", signed=True)
            for at in range(RATE)
            for channel in hertz
        ]
        size = FRAME * len(hertz)
        self.frames = [
            rtc.AudioFrame(b"".join(samples[at : at + size]), RATE, len(hertz), FRAME) for at in range(0, len(samples), size)
        ]

    async def play(self):
        while True:
            for frame in self.frames:
                await self.source.capture_frame(frame)


class Picture:
    """One colour at a time."""

    def __init__(self):
        self.source = rtc.VideoSource(WIDTH, HEIGHT)
        self.track = rtc.LocalVideoTrack.create_video_track("picture", self.source)
        self.colour = RED

    async def play(self):
        while True:
            pixels = bytes((*self.colour, 255)) * (WIDTH * HEIGHT)
            self.source.capture_frame(rtc.VideoFrame(WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, pixels))
            await asyncio.sleep(1 / 15)


class Publishing:
    """What somebody publishes within a block."""

    def __init__(self, person, medium, source, **options):
        self.person, self.medium = person, medium
        self.options = rtc.TrackPublishOptions(source=source, **options)

    async def __aenter__(self):
        self.publication = await soon(self.person.me.publish_track(self.medium.track, self.options), "publishing")
        self.playing = asyncio.create_task(self.medium.play())
        return self.publication

    async def __aexit__(self, *_):
        self.playing.cancel()
        if self.publication.sid in self.person.me.track_publications:
            await self.person.me.unpublish_track(self.publication.sid)


def microphone(person, *hertz, **options):
    return Publishing(person, Tone(*hertz), rtc.TrackSource.SOURCE_MICROPHONE, **options)


def camera(person, picture, **options):
    return Publishing(person, picture, rtc.TrackSource.SOURCE_CAMERA, **options)


def purity(samples, hertz):
    """How much of the power is in one frequency (Goertzel), 0 to 1."""
    power = sum(sample * sample for sample in samples)
    if power < len(samples) * 1_000**2:
        return 0
    turn = 2 * math.pi * hertz / RATE
    real = sum(sample * math.cos(turn * at) for at, sample in enumerate(samples))
    imaginary = sum(sample * math.sin(turn * at) for at, sample in enumerate(samples))
    return 2 * (real * real + imaginary * imaginary) / len(samples) / power


async def hears(track, *hertz):
    """Waits for a tenth of a second of these tones, one a channel."""

    async def listen():
        stream = rtc.AudioStream(track, sample_rate=RATE, num_channels=len(hertz))
        heard = []
        try:
            async for event in stream:
                heard.extend(event.frame.data)
                if len(heard) < RATE // 10 * len(hertz):
                    continue
                if all(purity(heard[at :: len(hertz)], wanted) > 0.8 for at, wanted in enumerate(hertz)):
                    return
                heard.clear()
        finally:
            await stream.aclose()

    await soon(listen(), f"tone of {hertz} Hz")


async def hears_nothing(track):
    """Waits for half a second of silence, or of nothing at all."""

    async def listen():
        stream, silent = rtc.AudioStream(track, sample_rate=RATE, num_channels=1), 0
        try:
            while silent * FRAME < RATE // 2:
                event = await asyncio.wait_for(anext(stream), 0.5)
                silent = silent + 1 if max(map(abs, event.frame.data)) < 100 else 0
        except (asyncio.TimeoutError, StopAsyncIteration):
            pass
        finally:
            await stream.aclose()

    await soon(listen(), "silence")


async def looks(track, colour):
    """Waits for a picture with that colour in its middle."""

    async def look():
        stream = rtc.VideoStream(track, format=rtc.VideoBufferType.RGBA)
        try:
            async for event in stream:
                frame = event.frame
                at = (frame.height // 2 * frame.width + frame.width // 2) * 4
                if all(abs(is_ - wanted) < 40 for is_, wanted in zip(frame.data[at : at + 3], colour)):
                    return frame.width, frame.height
        finally:
            await stream.aclose()

    return await soon(look(), f"picture of {colour}")


async def track_of(person, publication):
    """The track that somebody gets of a publication."""
    track, *_ = await person.sees("track_subscribed", lambda _, remote, __: remote.sid == publication.sid)
    return track


async def run():
    anna, bert = await people("anna", "bert")

    async def audio(**options):
        async with microphone(anna, 1_000, **options) as published:
            track = await track_of(bert, published)
            remote = bert.other(anna).track_publications[published.sid]
            same((remote.source, remote.name, remote.kind), (rtc.TrackSource.SOURCE_MICROPHONE, "tone", track.kind))
            await hears(track, 1_000)
            await soon(published.wait_for_subscription(), "news of the first listener")

    async def both_ways():
        async with microphone(anna, 1_000) as of_anna, microphone(bert, 440) as of_bert:
            await asyncio.gather(hears(await track_of(bert, of_anna), 1_000), hears(await track_of(anna, of_bert), 440))

    async def video(**options):
        picture = Picture()
        async with camera(anna, picture, **options) as published:
            track = await track_of(bert, published)
            await looks(track, RED)
            picture.colour = BLUE
            width, height = await looks(track, BLUE)
            same(width * HEIGHT, height * WIDTH)

    async def screen():
        async with Publishing(anna, Picture(), rtc.TrackSource.SOURCE_SCREENSHARE, simulcast=False) as published:
            await looks(await track_of(bert, published), RED)
            same(bert.other(anna).track_publications[published.sid].source, rtc.TrackSource.SOURCE_SCREENSHARE)

    async def late():
        async with microphone(anna, 1_000) as sound, camera(anna, Picture(), simulcast=False) as picture:
            carla = await Person("carla").enter()
            await hears(await track_of(carla, sound), 1_000)
            await looks(await track_of(carla, picture), RED)
            await carla.leave()

    async def mute():
        async with microphone(anna, 1_000) as published:
            track = await track_of(bert, published)
            await hears(track, 1_000)
            published.track.mute()
            await bert.sees("track_muted", lambda _, remote: remote.sid == published.sid)
            await hears_nothing(track)
            published.track.unmute()
            await bert.sees("track_unmuted", lambda _, remote: remote.sid == published.sid)
            await hears(track, 1_000)

    async def unpublish():
        async with microphone(anna, 1_000) as first:
            await track_of(bert, first)
        await bert.sees("track_unsubscribed", lambda _, remote, __: remote.sid == first.sid)
        await bert.sees("track_unpublished", lambda remote, _: remote.sid == first.sid)
        check(first.sid not in bert.other(anna).track_publications, "still there")
        async with microphone(anna, 440) as second:
            await hears(await track_of(bert, second), 440)

    async def unsubscribe():
        async with microphone(anna, 1_000) as published:
            await track_of(bert, published)
            remote = bert.other(anna).track_publications[published.sid]
            remote.set_subscribed(False)
            await bert.sees("track_unsubscribed", lambda _, gone, __: gone.sid == published.sid)
            remote.set_subscribed(True)
            await hears(await track_of(bert, published), 1_000)

    async def by_hand():
        async with microphone(anna, 1_000) as published:
            carla = await Person("carla").enter(auto_subscribe=False)
            await until(lambda: carla.other(anna) and carla.other(anna).track_publications, "the publication")
            async with microphone(bert, 440) as marker:  # had she been subscribed to the first, she would be by now
                await carla.sees("track_published", lambda remote, _: remote.sid == marker.sid)
                check(not carla.saw("track_subscribed"), "subscribed unasked")
                carla.other(anna).track_publications[published.sid].set_subscribed(True)
                await hears(await track_of(carla, published), 1_000)
                check(not carla.saw("track_subscribed"), "subscribed to another one")
            await carla.leave()

    async def who_may_listen():
        carla = await Person("carla").enter()
        rule = rtc.ParticipantTrackPermission(participant_identity="bert", allow_all=True)
        anna.me.set_track_subscription_permissions(allow_all_participants=False, participant_permissions=[rule])
        async with microphone(anna, 1_000) as published:
            await hears(await track_of(bert, published), 1_000)
            check(not carla.saw("track_subscribed"), "one who may not listen does")
            anna.me.set_track_subscription_permissions(allow_all_participants=True)
            track = await track_of(carla, published)
            await hears(track, 1_000)
            anna.me.set_track_subscription_permissions(allow_all_participants=False, participant_permissions=[rule])
            await hears_nothing(track)
        anna.me.set_track_subscription_permissions(allow_all_participants=True)
        await carla.leave()

    async def speakers():
        bert.events.clear()
        async with microphone(anna, 1_000):
            await bert.sees("active_speakers_changed", lambda speakers: "anna" in [s.identity for s in speakers])
        await bert.sees("active_speakers_changed", lambda speakers: "anna" not in [s.identity for s in speakers])

    async def encrypted():
        def key(text):
            return rtc.E2EEOptions(key_provider_options=rtc.KeyProviderOptions(shared_key=text))

        room = {"room": f"{token.__defaults__[0]}-encrypted"}
        friends = [Person("anna"), Person("bert"), Person("eve")]
        for friend, text in zip(friends, (b"secret", b"secret", b"guess")):
            await friend.enter(token(friend.identity, **room), encryption=key(text))
        async with microphone(friends[0], 1_000) as published:
            await hears(await track_of(friends[1], published), 1_000)
            await hears_nothing(await track_of(friends[2], published))
        await leave(*friends)

    await feature("audio arrives: its tone", audio())
    await feature("audio without RED arrives", audio(red=False))
    await feature("audio goes both ways, each its own", both_ways())
    await feature("video arrives: its colours", video(simulcast=False))
    await feature("video that would be simulcast arrives", video(simulcast=True))
    await feature("a screen share arrives as one", screen())
    await feature("who comes later hears and sees", late())
    await feature("mute silences, unmute sounds", mute())
    await feature("unpublish, publish again", unpublish())
    await feature("unsubscribe, subscribe again", unsubscribe())
    await feature("without auto_subscribe only what is asked for", by_hand())
    await feature("the publisher says who may listen", who_may_listen())
    await feature("who speaks is said, and who no longer does", speakers())
    await feature("encrypted audio is for those with the key", encrypted())
    await leave(anna, bert)
