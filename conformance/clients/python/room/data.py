"""Data packets, texts, byte streams, calls: whole, in order, to those they are for, and from whom they are from."""

import asyncio
import hashlib
import os
import random
import tempfile

import media
from livekit import rtc
from support import PATIENCE, Person, check, feature, leave, people, same, soon, until

LONG = "".join(random.Random(1).choices("abcdefghijklmnopqrstuvwxyz äöü😀", k=100_000))
MEGABYTE = random.Random(2).randbytes(1 << 20)


def packets(person, topic):
    return [bytes(given[0].data) for event, given in person.events if event == "data_received" and given[0].topic == topic]


async def answered(call):
    """What a call came to: its answer, or the error's code."""
    try:
        return await soon(call, "an answer")
    except rtc.RpcError as error:
        return error.code


async def run():
    anna, bert, carla = await people("anna", "bert", "carla")
    texts, files = asyncio.Queue(), asyncio.Queue()

    def keep(queue, read):
        async def kept(reader, sender):
            await queue.put((sender, await read(reader), reader.info))

        tasks = set()
        return lambda reader, sender: tasks.add(asyncio.create_task(kept(reader, sender)))

    async def collect(reader):
        return b"".join([chunk async for chunk in reader])

    for person in (bert, carla):
        person.room.register_text_stream_handler("words", keep(texts, lambda reader: reader.read_all()))
        person.room.register_byte_stream_handler("bytes", keep(files, collect))

    async def next_of(queue):
        sender, content, info = await soon(queue.get(), "a stream")
        same(sender, "anna")
        return content, info

    async def everybody_has_what_went_before():
        """Reliable packets are in order, so what has not come by now does not come."""
        for person in (bert, carla):
            await anna.me.publish_data("marker", topic="marker", destination_identities=[person.identity])
            await person.sees("data_received", lambda packet: packet.topic == "marker")

    async def reliable():
        await anna.me.publish_data(b"hello", topic="t")
        for person in (bert, carla):
            (packet,) = await person.sees("data_received", lambda packet: packet.topic == "t")
            same((packet.data, packet.participant.identity, packet.kind), (b"hello", "anna", rtc.DataPacketKind.KIND_RELIABLE))
        await everybody_has_what_went_before()
        same(packets(anna, "t"), [])

    async def to_one():
        await anna.me.publish_data(b"psst", topic="secret", destination_identities=["bert"])
        await bert.sees("data_received", lambda packet: packet.topic == "secret")
        await everybody_has_what_went_before()
        same(packets(carla, "secret"), [])

    async def in_order():
        sent = [str(number).encode() * 200 for number in range(300)]
        for payload in sent:
            await anna.me.publish_data(payload, topic="many")
        await until(lambda: len(packets(bert, "many")) == len(sent), "300 packets")
        same(packets(bert, "many"), sent)

    async def lossy():
        async def shout():
            while True:
                await anna.me.publish_data(b"maybe", reliable=False, topic="lossy")
                await asyncio.sleep(0.05)

        shouting = asyncio.create_task(shout())
        (packet,) = await bert.sees("data_received", lambda packet: packet.topic == "lossy")
        shouting.cancel()
        same((packet.data, packet.kind), (b"maybe", rtc.DataPacketKind.KIND_LOSSY))

    async def large():
        payload = MEGABYTE[:60_000]
        await anna.me.publish_data(payload, topic="large")
        await until(lambda: packets(bert, "large"), "the packet")
        check(packets(bert, "large") == [payload], "it is another one")

    async def text():
        await anna.me.send_text("Grüß dich 😀", topic="words", attributes={"a": "1"}, reply_to_id="r")
        for _ in (bert, carla):
            content, info = await next_of(texts)
            same((content, info.topic, info.attributes), ("Grüß dich 😀", "words", {"a": "1"}))

    async def text_to_one():
        await anna.me.send_text("psst", topic="words", destination_identities=["carla"])
        same((await next_of(texts))[0], "psst")
        await everybody_has_what_went_before()
        check(texts.empty(), "another one got it too")

    async def long_text(compress):
        await anna.me.send_text(LONG, topic="words", destination_identities=["bert"], compress=compress)
        check((await next_of(texts))[0] == LONG, "it is another text")

    async def growing_text():
        writer = await anna.me.stream_text(topic="words", destination_identities=["bert"])
        for part in ("ei", "ns ", "zwei"):
            await writer.write(part)
        await writer.aclose()
        same((await next_of(texts))[0], "eins zwei")

    async def byte_stream():
        writer = await anna.me.stream_bytes(
            "name.bin", topic="bytes", total_size=len(MEGABYTE), mime_type="x/y", attributes={"a": "1"}, destination_identities=["bert"]
        )
        for at in range(0, len(MEGABYTE), 50_000):
            await writer.write(MEGABYTE[at : at + 50_000])
        await writer.aclose()
        content, info = await next_of(files)
        same(hashlib.sha256(content).digest(), hashlib.sha256(MEGABYTE).digest())
        same((info.name, info.mime_type, info.size, info.attributes), ("name.bin", "x/y", len(MEGABYTE), {"a": "1"}))

    async def file():
        with tempfile.NamedTemporaryFile(suffix=".txt") as given:
            given.write(LONG.encode())
            given.flush()
            await anna.me.send_file(given.name, topic="bytes", destination_identities=["bert"])
            content, info = await next_of(files)
            check(content == LONG.encode(), "it is another file")
            same((info.name, info.mime_type), (os.path.basename(given.name), "text/plain"))

    async def early():
        late = Person("late")
        came = asyncio.Queue()
        late.room.register_text_stream_handler("words", keep(came, lambda reader: reader.read_all()))
        entering = asyncio.create_task(late.enter())
        await anna.meets(late)
        await anna.me.send_text("welcome", topic="words", destination_identities=["late"])
        await entering
        same((await next_of(came))[0], "welcome")
        await late.leave()

    async def call():
        async def shout(given):
            same(given.caller_identity, "anna")
            return given.payload.upper()

        async def fail(_):
            raise rtc.RpcError(1234, "no", "why")

        async def never(_):
            await asyncio.sleep(PATIENCE)

        for name, method in (("shout", shout), ("fail", fail), ("never", never)):
            bert.me.register_rpc_method(name, method)

        def ask(method, payload="", to="bert", **options):
            return answered(anna.me.perform_rpc(destination_identity=to, method=method, payload=payload, **options))

        same(await ask("shout", "hi"), "HI")
        same(await asyncio.gather(*(ask("shout", f"a{n}") for n in range(30))), [f"A{n}" for n in range(30)])
        same(await ask("shout", "x" * 15_000), "X" * 15_000)
        same(await ask("fail"), 1234)
        same(await ask("nothing"), rtc.RpcError.ErrorCode.UNSUPPORTED_METHOD)
        same(await ask("never", response_timeout=2), rtc.RpcError.ErrorCode.RESPONSE_TIMEOUT)
        unreachable = (rtc.RpcError.ErrorCode.RECIPIENT_NOT_FOUND, rtc.RpcError.ErrorCode.CONNECTION_TIMEOUT)
        check(await ask("shout", to="nobody", response_timeout=2) in unreachable, "nobody answered")

    async def dtmf():
        await anna.me.publish_dtmf(code=5, digit="5")
        (key,) = await bert.sees("sip_dtmf_received")
        same((key.code, key.digit, key.participant.identity), (5, "5", "anna"))

    async def transcription():
        segment = rtc.TranscriptionSegment("s", "hello", 0, 1, "en", True)
        await anna.me.publish_transcription(rtc.Transcription("anna", "", [segment]))
        await everybody_has_what_went_before()
        check(not bert.saw("transcription_received"), "it arrived")

    async def flood():
        """Somebody sends as much as goes; nobody's sound suffers by it (a client's own socket may lose a packet)."""
        await carla.leave()
        async with media.microphone(anna, 1_000) as published:
            track = await media.track_of(bert, published)
            await media.hears(track, 1_000)
            dora = await Person("dora").enter()
            flooding = [asyncio.create_task(dora.me.publish_data(bytes(50_000), topic="flood")) for _ in range(200)]
            before = await received(track)
            await until(lambda: len(packets(bert, "flood")) >= 100, "half of the flood")
            await media.hears(track, 1_000)
            after = await received(track)
            came, lost = after.packets_received - before.packets_received, after.packets_lost - before.packets_lost
            check(came > 0, "no packet came")
            check(lost * 50 <= came, f"{lost} of {came + lost} packets are lost")
            await asyncio.gather(*flooding)
            await dora.leave()

    async def received(track):
        return next(s.inbound_rtp.received for s in await track.get_stats() if s.HasField("inbound_rtp"))

    await feature("reliable data arrives with topic and sender", reliable())
    await feature("data for one reaches nobody else", to_one())
    await feature("300 reliable packets arrive in order", in_order())
    await feature("lossy data arrives", lossy())
    await feature("60 kB in one packet arrive whole", large())
    await feature("a text with attributes arrives", text())
    await feature("a text for one reaches nobody else", text_to_one())
    await feature("a long text, compressed", long_text(True))
    await feature("a long text, as it is", long_text(False))
    await feature("a text that grows", growing_text())
    await feature("a megabyte as a byte stream", byte_stream())
    await feature("a file", file())
    await feature("a text to somebody who is still joining", early())
    await feature("RPC: answers, errors, 30 at once, 15 kB, nobody there", call())
    await feature("DTMF arrives", dtmf())
    await feature("a transcription by nobody's agent reaches nobody", transcription())
    await feature("a flood of data costs no sound", flood())
    await leave(anna, bert)
