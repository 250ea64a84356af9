// A stranger made of LiveKit's own Node SDK that talks by data only: does what it is told on standard input and says
// on standard output what it received, one JSON object a line. Usage: node data.mjs URL TOKEN
import { createHash } from "node:crypto";
import { createInterface } from "node:readline";
import { DataPacketKind, Room, RoomEvent } from "@livekit/rtc-node";

const [url, token] = process.argv.slice(2);
const room = new Room();

room.on(RoomEvent.DataReceived, (payload, from, kind, topic) => {
  const reliable = kind === DataPacketKind.KIND_RELIABLE;
  say({ data: Buffer.from(payload).toString(), from: from?.identity ?? "", reliable, topic });
});
room.on(RoomEvent.Disconnected, (reason) => {
  say({ disconnected: String(reason) });
  process.exit(0);
});
room.registerTextStreamHandler("words", async (reader, from) => {
  say({ text: await reader.readAll(), from: from.identity });
});
room.registerByteStreamHandler("bytes", async (reader, from) => {
  const hash = createHash("sha256");
  let size = 0;
  for await (const chunk of reader) {
    hash.update(chunk);
    size += chunk.length;
  }
  say({ bytes: size, sha256: hash.digest("hex"), from: from.identity });
});

await room.connect(url, token, { autoSubscribe: true, dynacast: false });
const self = room.localParticipant;
self.registerRpcMethod("shout", async ({ payload, callerIdentity }) => {
  say({ called: payload, from: callerIdentity });
  return payload.toUpperCase();
});
say({ connected: true, identity: self.identity });

const deeds = {
  publish: ({ text, reliable, topic, to }) =>
    self.publishData(Buffer.from(text), { reliable, topic, destination_identities: to ?? [] }),
  text: ({ text, to }) => self.sendText(text, { topic: "words", destinationIdentities: to ?? [] }),
  bytes: async ({ size, to }) => {
    const writer = await self.streamBytes({
      name: "file",
      topic: "bytes",
      totalSize: size,
      destinationIdentities: to ?? [],
    });
    for (let at = 0; at < size; at += 65_536) {
      await writer.write(new Uint8Array(Math.min(65_536, size - at)).fill(at >> 16));
    }
    await writer.close();
  },
  rpc: async ({ to, method, payload }) => {
    const call = { destinationIdentity: to, method, payload };
    try {
      say({ answer: await self.performRpc(call) });
    } catch (error) {
      say({ fault: error.code ?? -1, message: error.message });
    }
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  try {
    await deeds[order.do](order);
    say({ done: order.do });
  } catch (error) {
    say({ failed: order.do, why: String(error) });
  }
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
