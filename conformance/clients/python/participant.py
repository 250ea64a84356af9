"""Somebody in a room: publishes a silent microphone and answers the RPC method "echo" until it is ended.

Usage: python participant.py ROOM IDENTITY, with LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET. Says "ready" when
others can count on it.
"""

import asyncio
import os
import sys

from livekit import api, rtc


async def main(name, identity):
    token = api.AccessToken(os.environ["LIVEKIT_API_KEY"], os.environ["LIVEKIT_API_SECRET"])
    token = token.with_identity(identity).with_grants(api.VideoGrants(room_join=True, room_create=True, room=name))
    room = rtc.Room()
    over = asyncio.Event()
    room.on("disconnected", lambda *_: over.set())
    await room.connect(os.environ["LIVEKIT_URL"], token.to_jwt())

    async def echo(call):
        return call.payload

    room.local_participant.register_rpc_method("echo", echo)
    source = rtc.AudioSource(48_000, 1)
    track = rtc.LocalAudioTrack.create_audio_track("microphone", source)
    await room.local_participant.publish_track(track, rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE))
    print("ready", flush=True)
    await over.wait()


asyncio.run(main(sys.argv[1], sys.argv[2]))
