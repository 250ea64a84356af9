"""A stranger made of LiveKit's own Python SDK: what peer.mjs does, said in the same JSON lines.

Usage: python peer.py URL TOKEN
"""

import asyncio
import json
import math
import sys
import time

from livekit import rtc

RATE = 48_000
WIDTH, HEIGHT = 320, 240
heard = {"audioFrames": 0, "loudest": 0, "videoFrames": 0, "width": 0, "height": 0}


def say(line):
    print(json.dumps(line), flush=True)


def sine(at):
    samples = (int(12_000 * math.sin(2 * math.pi * 440 * (at + i) / RATE)) for i in range(480))
    data = b"".join(sample.to_bytes(2, "little", signed=True) for sample in samples)
    return rtc.AudioFrame(data, RATE, 1, 480)


async def hear(track):
    async for event in rtc.AudioStream(track):
        heard["audioFrames"] += 1
        heard["loudest"] = max(heard["loudest"], max(abs(sample) for sample in event.frame.data))


async def see(track):
    async for event in rtc.VideoStream(track):
        heard["videoFrames"] += 1
        heard["width"], heard["height"] = event.frame.width, event.frame.height


async def main(url, token):
    room = rtc.Room()
    tasks = set()

    @room.on("track_subscribed")
    def subscribed(track, *_):
        listen = hear if track.kind == rtc.TrackKind.KIND_AUDIO else see
        tasks.add(asyncio.create_task(listen(track)))

    gone = asyncio.Event()
    room.on("disconnected", lambda reason: (say({"disconnected": str(reason)}), gone.set()))

    started = time.monotonic()
    await room.connect(url, token)
    say({
        "connectedMillis": round((time.monotonic() - started) * 1000),
        "identity": room.local_participant.identity,
    })

    tone, picture = rtc.AudioSource(RATE, 1), rtc.VideoSource(WIDTH, HEIGHT)
    for track, source in (
        (rtc.LocalAudioTrack.create_audio_track("tone", tone), rtc.TrackSource.SOURCE_MICROPHONE),
        (rtc.LocalVideoTrack.create_video_track("red", picture), rtc.TrackSource.SOURCE_CAMERA),
    ):
        options = rtc.TrackPublishOptions(source=source, simulcast=False, red=False)
        await room.local_participant.publish_track(track, options)
    say({"published": True})

    async def speak():
        at = 0
        while True:
            await tone.capture_frame(sine(at))
            at += 480

    async def show():
        red = rtc.VideoFrame(
            WIDTH, HEIGHT, rtc.VideoBufferType.RGBA, bytes((220, 20, 20, 255)) * (WIDTH * HEIGHT)
        )
        while True:
            picture.capture_frame(red)
            await asyncio.sleep(1 / 15)

    async def tell():
        while True:
            say(heard)
            await asyncio.sleep(1)

    tasks |= {asyncio.create_task(work()) for work in (speak, show, tell)}
    await gone.wait()


asyncio.run(main(*sys.argv[1:3]))
