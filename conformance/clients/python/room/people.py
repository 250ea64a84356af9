"""Who is there, what they are called, what they may, and how they go."""

import asyncio
from datetime import timedelta

import jwt
import media
from livekit import api, rtc
from livekit.protocol.models import ParticipantPermission, TrackSource
from support import KEY, PATIENCE, ROOM, SECRET, URL, Person, check, feature, leave, same, token, until

REASON = rtc.DisconnectReason


async def refused(ticket):
    room = rtc.Room()
    try:
        await asyncio.wait_for(room.connect(URL, ticket), PATIENCE)
    except rtc.ConnectError:
        return
    await room.disconnect()
    raise AssertionError("let in")


def with_claims(good, **change):
    """A token that the SDK would not make."""
    return jwt.encode({**jwt.decode(good, SECRET, algorithms=["HS256"]), **change}, SECRET, algorithm="HS256")


async def marker(sender, receiver):
    """What the sender did before has happened by the time this packet arrives, or does not happen."""
    await sender.me.publish_data("marker", topic="marker", destination_identities=[receiver.identity])
    await receiver.sees("data_received", lambda packet: packet.topic == "marker")


async def unpublishable(person, medium):
    try:
        async with medium:
            pass
    except rtc.participant.PublishTrackError:
        return
    raise AssertionError(f"{person.identity} published")


async def run():
    anna = await Person("anna").enter()
    server = api.LiveKitAPI(URL.replace("ws", "http", 1), KEY, SECRET)

    async def arrives():
        bert = await Person("bert").enter(token("bert", name="Bert B.", metadata="m", attributes={"seat": "4"}))
        (seen,) = await anna.sees("participant_connected", lambda who: who.sid == bert.me.sid)
        same((seen.identity, seen.name, seen.metadata, seen.attributes), ("bert", "Bert B.", "m", {"seat": "4"}))
        await bert.leave()
        (gone,) = await anna.sees("participant_disconnected", lambda who: who.sid == seen.sid)
        same(gone.disconnect_reason, REASON.CLIENT_INITIATED)

    async def changes():
        bert = await Person("bert").enter(token("bert", name="old", attributes={"gone": "1"}))
        await anna.meets(bert)
        await bert.me.set_name("new")
        same((await anna.sees("participant_name_changed"))[1:], ("old", "new"))
        await bert.me.set_metadata("m")
        same((await anna.sees("participant_metadata_changed"))[1:], ("", "m"))
        await bert.me.set_attributes({"seat": "4", "gone": ""})
        await anna.sees("participant_attributes_changed")
        same(dict(anna.other(bert).attributes), {"seat": "4"})
        await bert.leave()

    async def too_long():
        bert = await Person("bert").enter(token("bert", name="old"))
        await anna.meets(bert)
        await bert.me.set_name("n" * 257)
        await bert.me.set_metadata("m" * (512 * 1024 + 1))
        await bert.me.set_attributes({"a": "a" * (64 * 1024)})
        await marker(bert, anna)
        seen = anna.other(bert)
        same((seen.name, seen.metadata, seen.attributes), ("old", "", {}))
        await bert.leave()

    async def no_own_metadata():
        bert = await Person("bert").enter(token("bert", name="old", can_update_own_metadata=False))
        await anna.meets(bert)
        await bert.me.set_name("new")
        await bert.me.set_attributes({"a": "1"})
        await marker(bert, anna)
        same((anna.other(bert).name, anna.other(bert).attributes), ("old", {}))
        await bert.leave()

    async def no_publish():
        bert = await Person("bert").enter(token("bert", can_publish=False))
        await unpublishable(bert, media.microphone(bert, 440))
        await bert.leave()

    async def some_sources():
        bert = await Person("bert").enter(token("bert", can_publish_sources=["microphone"]))
        await unpublishable(bert, media.camera(bert, media.Picture(), simulcast=False))
        async with media.microphone(bert, 440) as published:
            await media.hears(await media.track_of(anna, published), 440)
        await bert.leave()

    async def no_data():
        bert = await Person("bert").enter(token("bert", can_publish_data=False))
        carla = await Person("carla").enter()
        await anna.meets(bert, carla)
        await bert.me.publish_data("no", topic="forbidden")
        async with media.microphone(bert, 440) as published:  # whatever he sent before has been dropped when this flows
            await media.hears(await media.track_of(anna, published), 440)
        check(not anna.saw("data_received", lambda packet: packet.topic == "forbidden"), "it arrived")
        await leave(bert, carla)

    async def no_subscribe():
        bert = await Person("bert").enter(token("bert", can_subscribe=False))
        carla = await Person("carla").enter()
        async with media.microphone(anna, 1_000) as published:
            await media.hears(await media.track_of(carla, published), 1_000)
            check(not bert.saw("track_subscribed"), "subscribed")
        await leave(bert, carla)

    async def hidden():
        ghost = await Person("ghost").enter(token("ghost", hidden=True))
        await ghost.meets(anna)
        bert = await Person("bert").enter()
        await anna.meets(bert)
        check(anna.other(ghost) is None and bert.other(ghost) is None, "seen")
        await leave(ghost, bert)

    async def other_permissions():
        bert = await Person("bert").enter()
        async with media.microphone(bert, 440) as published:
            await media.hears(await media.track_of(anna, published), 440)
            await update(bert, permission=ParticipantPermission(can_subscribe=True, can_publish=False, can_publish_data=True))
            await bert.sees("participant_permissions_changed")
            same((bert.me.permissions.can_publish, bert.me.permissions.can_subscribe), (False, True))
            await anna.sees("track_unpublished", lambda remote, _: remote.sid == published.sid)
            await unpublishable(bert, media.camera(bert, media.Picture(), simulcast=False))
            everything = {"can_subscribe": True, "can_publish": True, "can_publish_data": True}
            only = ParticipantPermission(**everything, can_publish_sources=[TrackSource.MICROPHONE])
            await update(bert, permission=only)
            await bert.sees("participant_permissions_changed")
        async with media.microphone(bert, 440) as published:
            await media.hears(await media.track_of(anna, published), 440)
        await bert.leave()

    async def update(person, **change):
        await server.room.update_participant(api.UpdateParticipantRequest(room=ROOM, identity=person.identity, **change))

    async def renamed():
        bert = await Person("bert").enter()
        await anna.meets(bert)
        await update(bert, name="Bert", metadata="m", attributes={"seat": "4"})
        await anna.sees("participant_attributes_changed")
        same((anna.other(bert).name, anna.other(bert).metadata), ("Bert", "m"))
        await until(lambda: bert.me.attributes.get("seat") == "4", "bert hears of it, too")
        await bert.leave()

    async def room_metadata():
        await server.room.update_room_metadata(api.UpdateRoomMetadataRequest(room=ROOM, metadata="of the room"))
        same((await anna.sees("room_metadata_changed"))[1], "of the room")
        bert = await Person("bert").enter()
        same(bert.room.metadata, "of the room")
        await bert.leave()

    async def muted():
        bert = await Person("bert").enter()
        async with media.microphone(bert, 440) as published:
            track = await media.track_of(anna, published)
            await media.hears(track, 440)
            mute = api.MuteRoomTrackRequest(room=ROOM, identity="bert", track_sid=published.sid, muted=True)
            await server.room.mute_published_track(mute)
            await anna.sees("track_muted", lambda _, remote: remote.sid == published.sid)
            await bert.sees("track_muted", lambda _, own: own.sid == published.sid)
            await media.hears_nothing(track)
        await bert.leave()

    async def unsubscribed():
        bert = await Person("bert").enter()
        async with media.microphone(anna, 1_000) as published:
            track = await media.track_of(bert, published)
            await media.hears(track, 1_000)
            wish = api.UpdateSubscriptionsRequest(room=ROOM, identity="bert", track_sids=[published.sid], subscribe=False)
            await server.room.update_subscriptions(wish)
            await media.hears_nothing(track)
        await bert.leave()

    async def from_the_server():
        sent = api.SendDataRequest(room=ROOM, data=b"news", topic="server", destination_identities=["anna"])
        await server.room.send_data(sent)
        (packet,) = await anna.sees("data_received", lambda packet: packet.topic == "server")
        same((packet.data, packet.participant), (b"news", None))

    async def twice():
        first = await Person("bert").enter()
        second = await Person("bert").enter()
        same((await first.sees("disconnected"))[0], REASON.DUPLICATE_IDENTITY)
        await marker(anna, second)
        await second.leave()

    async def removed():
        bert, ticket = Person("bert"), token("bert")
        await bert.enter(ticket)
        await anna.meets(bert)
        await server.room.remove_participant(api.RoomParticipantIdentity(room=ROOM, identity="bert"))
        same((await bert.sees("disconnected"))[0], REASON.PARTICIPANT_REMOVED)
        await anna.sees("participant_disconnected", lambda who: who.sid == bert.me.sid)
        await refused(ticket)

    async def room_deleted():
        bert = await Person("bert").enter(token("bert", room=f"{ROOM}-short"))
        await server.room.delete_room(api.DeleteRoomRequest(room=f"{ROOM}-short"))
        same((await bert.sees("disconnected"))[0], REASON.ROOM_DELETED)

    async def room_full():
        await server.room.create_room(api.CreateRoomRequest(name=f"{ROOM}-small", max_participants=1))
        bert = await Person("bert").enter(token("bert", room=f"{ROOM}-small"))
        await refused(token("carla", room=f"{ROOM}-small"))
        await bert.leave()

    async def refreshed():
        bert = await Person("fritz").enter(token("fritz", ttl=timedelta(seconds=30)))
        await bert.sees("token_refreshed")
        await update(bert, name="Bert", permission=ParticipantPermission(can_subscribe=True, can_publish_data=True))
        await bert.sees("token_refreshed")
        fresh = bert.room._token  # the SDK shows it in no other way
        claims = api.TokenVerifier(KEY, SECRET).verify(fresh)
        same((claims.identity, claims.name, claims.video.room, claims.video.can_publish), ("fritz", "Bert", ROOM, False))
        await bert.leave()
        again = await Person("fritz").enter(fresh)
        await unpublishable(again, media.microphone(again, 440))
        await again.leave()

    async def wrong_tokens():
        await refused(token("eve", secret="x" * 40))
        await refused(token("eve", ttl=timedelta(hours=-1)))
        await refused(token("e" * 257))
        await refused(token("eve", room="r" * 257))
        await refused("nonsense")
        for change in ({"sub": ""}, {"iss": "otherkey"}, {"video": {"room": ROOM}}, {"video": {"roomJoin": True}}, {"video": None}):
            await refused(with_claims(token("eve"), **change))

    await feature("who comes and goes is seen, with name, metadata, attributes", arrives())
    await feature("own name, metadata and attributes change", changes())
    await feature("a name, metadata, attributes over the limit change nothing", too_long())
    await feature("without canUpdateOwnMetadata nothing changes", no_own_metadata())
    await feature("without canPublish no track is published", no_publish())
    await feature("canPublishSources allows these alone", some_sources())
    await feature("without canPublishData nothing arrives", no_data())
    await feature("without canSubscribe nothing is subscribed", no_subscribe())
    await feature("who is hidden is not seen", hidden())
    await feature("permissions that the server takes and gives", other_permissions())
    await feature("name, metadata and attributes that the server sets", renamed())
    await feature("the room's metadata", room_metadata())
    await feature("the server mutes a track", muted())
    await feature("the server unsubscribes from a track", unsubscribed())
    await feature("data from the server", from_the_server())
    await feature("the same identity again: the first one goes", twice())
    await feature("who is removed goes, and stays out with the old token", removed())
    await feature("a deleted room ends for those inside", room_deleted())
    await feature("a full room lets nobody in", room_full())
    await feature("the token is refreshed and opens again what it allows", refreshed())
    await feature("wrong tokens open nothing", wrong_tokens())
    await server.aclose()
    await anna.leave()
