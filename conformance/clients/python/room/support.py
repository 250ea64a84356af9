"""Rows, participants and waiting."""

import asyncio
import os
from datetime import timedelta

from livekit import api, rtc

URL = os.environ["LIVEKIT_URL"]
KEY, SECRET = os.environ["LIVEKIT_API_KEY"], os.environ["LIVEKIT_API_SECRET"]
ROOM = os.environ["CONFORMANCE_ROOM"]
PATIENCE = 60  # seconds that something may take which has to happen
SENSES = "participant_connected participant_disconnected participant_name_changed participant_metadata_changed \
participant_attributes_changed participant_permissions_changed track_published track_unpublished track_subscribed \
track_unsubscribed track_muted track_unmuted local_track_subscribed active_speakers_changed room_metadata_changed \
data_received sip_dtmf_received transcription_received token_refreshed disconnected".split()
rows = {"failed": 0}


async def feature(name, body):
    """One row: runs the coroutine, says "ok" or what it raised."""
    result = "ok"
    try:
        await asyncio.wait_for(body, 3 * PATIENCE)
    except Exception as e:  # whatever it is, it is why
        rows["failed"] += 1
        result = f"{type(e).__name__}: {' '.join(str(e).split())}"
    print(f"{name}\t{result}", flush=True)


def same(value, wanted):
    if value != wanted:
        raise AssertionError(f"{value!r} instead of {wanted!r}")


def check(fact, text):
    if not fact:
        raise AssertionError(text)


async def soon(awaitable, what):
    try:
        return await asyncio.wait_for(awaitable, PATIENCE)
    except asyncio.TimeoutError:
        raise AssertionError(f"{what}: nothing in {PATIENCE} s") from None


async def until(condition, what):
    async def look():
        while not condition():
            await asyncio.sleep(0.02)

    await soon(look(), what)


def token(identity, room=ROOM, secret=SECRET, ttl=timedelta(minutes=10), name="", metadata="", attributes=None, **grants):
    grants = {"room_join": True, "room_create": True, "can_update_own_metadata": True, **grants}
    return (
        api.AccessToken(KEY, secret)
        .with_identity(identity)
        .with_name(name)
        .with_metadata(metadata)
        .with_attributes(attributes or {})
        .with_ttl(ttl)
        .with_grants(api.VideoGrants(room=room, **grants))
        .to_jwt()
    )


class Person:
    """A participant that remembers what happened to it, in order."""

    def __init__(self, identity):
        self.identity = identity
        self.room = rtc.Room()
        self.events = []
        for event in SENSES:
            self.room.on(event, lambda *given, event=event: self.events.append((event, given)))

    async def enter(self, jwt=None, **options):
        await soon(self.room.connect(URL, jwt or token(self.identity), rtc.RoomOptions(**options)), "connecting")
        return self

    @property
    def me(self):
        return self.room.local_participant

    def other(self, person):
        return self.room.remote_participants.get(person.identity)

    async def meets(self, *others):
        await until(lambda: all(self.other(person) for person in others), "seeing the others")

    async def sees(self, event, match=lambda *_: True):
        """Waits for an event and takes it, so that the next of its kind is another one."""

        def find():
            return next((e for e in self.events if e[0] == event and match(*e[1])), None)

        await until(find, event)
        found = find()
        self.events.remove(found)
        return found[1]

    def saw(self, event, match=lambda *_: True):
        return any(e[0] == event and match(*e[1]) for e in self.events)

    async def leave(self):
        await self.room.disconnect()


async def people(*identities):
    """Participants of the room who see each other."""
    everybody = await asyncio.gather(*(Person(identity).enter() for identity in identities))
    for person in everybody:
        await person.meets(*(other for other in everybody if other is not person))
    return everybody


async def leave(*everybody):
    await asyncio.gather(*(person.leave() for person in everybody))
