"""What every server API refuses, whoever asks and whatever for."""

from datetime import timedelta

import aiohttp
from livekit import api
from livekit.api.twirp_client import TwirpClient
from livekit.protocol.models import ParticipantPermission

SMALL = 256
LARGE = 512 * 1024


def methods(room):
    """Each method with a request for that room, by its service."""
    who = api.RoomParticipantIdentity(room=room, identity="anna")
    elsewhere = {"room": room, "identity": "anna", "destination_room": f"{room}-2"}
    return {
        "RoomService": {
            "CreateRoom": api.CreateRoomRequest(name=room),
            "ListRooms": api.ListRoomsRequest(),
            "DeleteRoom": api.DeleteRoomRequest(room=room),
            "ListParticipants": api.ListParticipantsRequest(room=room),
            "GetParticipant": who,
            "RemoveParticipant": who,
            "MutePublishedTrack": api.MuteRoomTrackRequest(room=room, identity="anna", track_sid="TR_x", muted=True),
            "UpdateParticipant": api.UpdateParticipantRequest(room=room, identity="anna", name="x"),
            "UpdateSubscriptions": api.UpdateSubscriptionsRequest(room=room, identity="anna", track_sids=["TR_x"]),
            "UpdateRoomMetadata": api.UpdateRoomMetadataRequest(room=room, metadata="x"),
            "SendData": api.SendDataRequest(room=room, data=b"x"),
            "ForwardParticipant": api.ForwardParticipantRequest(**elsewhere),
            "MoveParticipant": api.MoveParticipantRequest(**elsewhere),
        },
        "AgentDispatchService": {
            "CreateDispatch": api.CreateAgentDispatchRequest(room=room, agent_name="x"),
            "ListDispatch": api.ListAgentDispatchRequest(room=room),
            "DeleteDispatch": api.DeleteAgentDispatchRequest(room=room, dispatch_id="AD_x"),
        },
        "Egress": {"ListEgress": api.ListEgressRequest()},
    }


def tokens(key, secret, room):
    """What opens no method for that room, by what is wrong with it."""

    def token(key=key, secret=secret, ttl=timedelta(minutes=1), **grants):
        return api.AccessToken(key, secret).with_identity("eve").with_ttl(ttl).with_grants(api.VideoGrants(**grants)).to_jwt()

    everything = {"room": room, "room_admin": True, "room_create": True, "room_list": True, "room_record": True}
    return {
        "another secret": token(secret="x" * 40, **everything),
        "another key": token(key="otherkey", **everything),
        "an expired token": token(ttl=timedelta(hours=-1), **everything),
        "no grant": token(),
        "a grant for another room": token(room=f"{room}-2", room_admin=True),
        "a participant's token": token(room=room, room_join=True, can_update_own_metadata=True),
        "no token at all": "nonsense",
    }


async def run(feature, refused, lk, url, key, secret, room):
    async with aiohttp.ClientSession() as session:
        client = TwirpClient(session, url, "livekit")

        async def opens_nothing(jwt):
            for service, calls in methods(room).items():
                for method, request in calls.items():
                    headers = {"Authorization": f"Bearer {jwt}"}
                    try:
                        await client.request(service, method, request, headers, type(request))
                    except api.TwirpError as e:
                        if e.code == "unauthenticated":
                            continue
                        raise AssertionError(f"{method}: {e.code}") from e
                    raise AssertionError(f"{method} was let through")

        for wrong, jwt in tokens(key, secret, room).items():
            await feature(f"{wrong} opens no method", lambda jwt=jwt: opens_nothing(jwt))

        async def no_call():
            admin = api.AccessToken(key, secret).with_grants(api.VideoGrants(room=room, room_admin=True, room_list=True))
            headers = {"Authorization": f"Bearer {admin.to_jwt()}"}
            path = f"{url}/twirp/livekit.RoomService/"
            await refused("bad_route", client.request("RoomService", "Nothing", api.ListRoomsRequest(), headers, api.ListRoomsRequest))
            for content, body, code in (("application/protobuf", b"\xff", "malformed"), ("text/plain", b"", "bad_route")):
                async with session.post(path + "ListRooms", data=body, headers={**headers, "Content-Type": content}) as answer:
                    is_ = (await answer.json(content_type=None))["code"]
                    if is_ != code:
                        raise AssertionError(f"{content}: {is_} instead of {code}")

        await feature("what is no call is refused", no_call)

    def of(**room_and_identity):
        return api.RoomParticipantIdentity(**room_and_identity)

    async def unknown():
        nowhere = f"{room}-no"
        await refused("not_found", lk.room.delete_room(api.DeleteRoomRequest(room=nowhere)))
        await refused("not_found", lk.room.update_room_metadata(api.UpdateRoomMetadataRequest(room=nowhere, metadata="x")))
        await refused("not_found", lk.room.send_data(api.SendDataRequest(room=nowhere, data=b"x")))
        await refused("not_found", lk.agent_dispatch.delete_dispatch("AD_x", room))
        for where, who in ((nowhere, "anna"), (room, "nobody"), (room, "")):
            identity = {"room": where, "identity": who}
            await refused("not_found", lk.room.get_participant(of(**identity)))
            await refused("not_found", lk.room.remove_participant(of(**identity)))
            await refused("not_found", lk.room.update_participant(api.UpdateParticipantRequest(name="x", **identity)))
            mute = api.MuteRoomTrackRequest(track_sid="TR_x", muted=True, **identity)
            await refused("not_found", lk.room.mute_published_track(mute))
            wish = api.UpdateSubscriptionsRequest(track_sids=["TR_x"], subscribe=True, **identity)
            await refused("not_found", lk.room.update_subscriptions(wish))
        mute = api.MuteRoomTrackRequest(room=room, identity="anna", track_sid="TR_x", muted=True)
        await refused("not_found", lk.room.mute_published_track(mute))

    async def over_limits():
        await refused("invalid_argument", lk.room.create_room(api.CreateRoomRequest(name="")))
        await refused("invalid_argument", lk.room.create_room(api.CreateRoomRequest(name="n" * (SMALL + 1))))
        await refused("invalid_argument", lk.room.create_room(api.CreateRoomRequest(name=room, metadata="m" * (LARGE + 1))))
        metadata = api.UpdateRoomMetadataRequest(room=room, metadata="ä" * (LARGE // 2 + 1))
        await refused("invalid_argument", lk.room.update_room_metadata(metadata))
        for change in (
            {"name": "n" * (SMALL + 1)},
            {"metadata": "m" * (LARGE + 1)},
            {"attributes": {"a": "a" * (64 * 1024)}},
        ):
            asked = api.UpdateParticipantRequest(room=room, identity="anna", permission=ParticipantPermission(), **change)
            await refused("invalid_argument", lk.room.update_participant(asked))

    await feature("unknown rooms, participants, tracks, dispatches are not found", unknown)
    await feature("names, metadata, attributes over their limits are refused", over_limits)
