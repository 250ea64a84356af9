"""A stranger made of LiveKit's own Python SDK that talks by data only: what data.mjs does, in the same JSON lines.

Usage: python data.py URL TOKEN
"""

import asyncio
import hashlib
import json
import sys

from livekit import rtc

tasks = set()


def say(line):
    print(json.dumps(line), flush=True)


def later(work):
    task = asyncio.create_task(work)
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def read_text(reader, sender):
    say({"text": await reader.read_all(), "from": sender})


async def read_bytes(reader, sender):
    digest, size = hashlib.sha256(), 0
    async for chunk in reader:
        digest.update(chunk)
        size += len(chunk)
    say({"bytes": size, "sha256": digest.hexdigest(), "from": sender})


async def main(url, token):
    room = rtc.Room()

    @room.on("data_received")
    def received(packet):
        say({
            "data": bytes(packet.data).decode(),
            "from": packet.participant.identity if packet.participant else "",
            "reliable": packet.kind == rtc.DataPacketKind.KIND_RELIABLE,
            "topic": packet.topic,
        })

    gone = asyncio.Event()
    room.on("disconnected", lambda reason: (say({"disconnected": str(reason)}), gone.set()))
    room.register_text_stream_handler("words", lambda reader, who: later(read_text(reader, who)))
    room.register_byte_stream_handler("bytes", lambda reader, who: later(read_bytes(reader, who)))
    await room.connect(url, token)
    me = room.local_participant

    async def shout(call):
        say({"called": call.payload, "from": call.caller_identity})
        return call.payload.upper()

    me.register_rpc_method("shout", shout)
    say({"connected": True, "identity": me.identity})

    async def publish(order):
        await me.publish_data(
            order["text"],
            reliable=order["reliable"],
            topic=order.get("topic", ""),
            destination_identities=order.get("to", []),
        )

    async def text(order):
        await me.send_text(
            order["text"], topic="words", destination_identities=order.get("to", [])
        )

    async def send_bytes(order):
        size = order["size"]
        writer = await me.stream_bytes(
            "file", topic="bytes", total_size=size, destination_identities=order.get("to", [])
        )
        for at in range(0, size, 65_536):
            await writer.write(bytes((at >> 16 & 0xFF,)) * min(65_536, size - at))
        await writer.aclose()

    async def rpc(order):
        try:
            answer = await me.perform_rpc(
                destination_identity=order["to"], method=order["method"], payload=order["payload"]
            )
            say({"answer": answer})
        except rtc.RpcError as error:
            say({"fault": error.code, "message": error.message})

    deeds = {
        "publish": publish,
        "text": text,
        "bytes": send_bytes,
        "rpc": rpc,
    }

    async def obey():
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            order = json.loads(line)
            try:
                await deeds[order["do"]](order)
                say({"done": order["do"]})
            except Exception as error:
                say({"failed": order["do"], "why": str(error)})

    later(obey())
    await gone.wait()


asyncio.run(main(*sys.argv[1:3]))
