"""Every server API through LiveKit's server SDK for Python (protobuf over Twirp), called rightly and wrongly.

Says and expects what clients/node/server_api.mjs says and expects.
"""

import asyncio
import os
import sys

import wrong_calls
from livekit import api
from livekit.protocol.models import DataPacket, ParticipantPermission

URL = os.environ["LIVEKIT_URL"].replace("ws", "http", 1)
KEY, SECRET = os.environ["LIVEKIT_API_KEY"], os.environ["LIVEKIT_API_SECRET"]
ROOM = os.environ["CONFORMANCE_ROOM"]
OWN = ROOM + "-own"
WHO = "anna"
failed = False


def same(value, wanted):
    if value != wanted:
        raise AssertionError(f"{value!r} instead of {wanted!r}")


async def refused(code, call):
    try:
        answer = await call
    except api.TwirpError as e:
        same(e.code, code)
        return
    raise AssertionError(f"not refused: {answer}")


async def feature(name, body):
    global failed
    try:
        await body()
        print(f"{name}\tok", flush=True)
    except Exception as e:  # whatever it is, it is why
        failed = True
        print(f"{name}\t{type(e).__name__}: {' '.join(str(e).split())}", flush=True)


async def main():
    lk = api.LiveKitAPI(URL, KEY, SECRET)
    track = ""

    async def create():
        made = await lk.room.create_room(api.CreateRoomRequest(name=OWN, empty_timeout=77, metadata="m"))
        same(made.empty_timeout, 77)
        again = await lk.room.create_room(api.CreateRoomRequest(name=OWN, max_participants=3))
        same((again.sid, again.empty_timeout, again.max_participants, again.metadata), (made.sid, 77, 3, "m"))

    async def rooms():
        same([r.name for r in (await lk.room.list_rooms(api.ListRoomsRequest(names=[OWN]))).rooms], [OWN])

    async def metadata():
        changed = await lk.room.update_room_metadata(api.UpdateRoomMetadataRequest(room=OWN, metadata="changed"))
        same(changed.metadata, "changed")

    async def participants():
        nonlocal track
        listed = await lk.room.list_participants(api.ListParticipantsRequest(room=ROOM))
        same(WHO in [p.identity for p in listed.participants], True)
        one = await lk.room.get_participant(api.RoomParticipantIdentity(room=ROOM, identity=WHO))
        track = one.tracks[0].sid
        nobody = api.RoomParticipantIdentity(room=ROOM, identity="nobody")
        await refused("not_found", lk.room.get_participant(nobody))

    async def mute():
        asked = api.MuteRoomTrackRequest(room=ROOM, identity=WHO, track_sid=track, muted=True)
        same((await lk.room.mute_published_track(asked)).track.muted, True)
        asked.muted = False
        await refused("failed_precondition", lk.room.mute_published_track(asked))

    async def update():
        asked = api.UpdateParticipantRequest(
            room=ROOM,
            identity=WHO,
            name="Anna A.",
            attributes={"seat": "4"},
            permission=ParticipantPermission(can_subscribe=True, can_publish=True, can_publish_data=True),
        )
        changed = await lk.room.update_participant(asked)
        same((changed.name, changed.attributes["seat"]), ("Anna A.", "4"))
        asked.identity = "nobody"
        await refused("not_found", lk.room.update_participant(asked))

    async def subscriptions():
        asked = api.UpdateSubscriptionsRequest(room=ROOM, identity=WHO, track_sids=[track], subscribe=False)
        await lk.room.update_subscriptions(asked)

    async def data():
        asked = api.SendDataRequest(room=ROOM, data=b"hello", kind=DataPacket.Kind.RELIABLE, topic="t")
        await lk.room.send_data(asked)
        asked.room = ROOM + "-no"
        await refused("not_found", lk.room.send_data(asked))

    async def elsewhere():
        await refused(
            "unimplemented",
            lk.room.move_participant(api.MoveParticipantRequest(room=ROOM, identity=WHO, destination_room=OWN)),
        )

    async def dispatch():
        made = await lk.agent_dispatch.create_dispatch(api.CreateAgentDispatchRequest(agent_name="clerk", room=OWN))
        same([d.id for d in await lk.agent_dispatch.list_dispatch(OWN)], [made.id])
        await lk.agent_dispatch.delete_dispatch(made.id, OWN)

    async def egress():
        same(len((await lk.egress.list_egress(api.ListEgressRequest())).items), 0)

    async def remove():
        asked = api.RoomParticipantIdentity(room=ROOM, identity=WHO)
        await lk.room.remove_participant(asked)
        await refused("not_found", lk.room.remove_participant(asked))

    async def delete():
        await lk.room.delete_room(api.DeleteRoomRequest(room=OWN))
        await refused("not_found", lk.room.delete_room(api.DeleteRoomRequest(room=OWN)))

    await feature("CreateRoom", create)
    await feature("ListRooms", rooms)
    await feature("UpdateRoomMetadata", metadata)
    await feature("ListParticipants, GetParticipant", participants)
    await feature("MutePublishedTrack", mute)
    await feature("UpdateParticipant", update)
    await feature("UpdateSubscriptions", subscriptions)
    await feature("SendData", data)
    await feature("MoveParticipant (LiveKit's cloud only)", elsewhere)
    await feature("AgentDispatchService", dispatch)
    await feature("ListEgress is empty", egress)
    await wrong_calls.run(feature, refused, lk, URL, KEY, SECRET, ROOM)
    await feature("RemoveParticipant", remove)
    await feature("DeleteRoom", delete)
    await lk.aclose()


asyncio.run(main())
sys.exit(1 if failed else 0)
