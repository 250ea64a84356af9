// What data.mjs does, with livekit-client in a page: the global LivekitClient is its UMD build.
{
  const { Room, RoomEvent, DataPacket_Kind } = LivekitClient;
  const room = new Room();
  const said = [];
  const text = new TextDecoder();

  room.on(RoomEvent.DataReceived, (payload, from, kind, topic) => {
    const reliable = kind === DataPacket_Kind.RELIABLE;
    said.push({ data: text.decode(payload), from: from?.identity ?? "", reliable, topic });
  });
  room.registerTextStreamHandler("words", async (reader, from) => {
    said.push({ text: await reader.readAll(), from: from.identity });
  });
  room.registerByteStreamHandler("bytes", async (reader, from) => {
    const all = new Blob(await reader.readAll());
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await all.arrayBuffer()));
    const sha256 = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    said.push({ bytes: all.size, sha256, from: from.identity });
  });
  room.registerRpcMethod("shout", async ({ payload, callerIdentity }) => {
    said.push({ called: payload, from: callerIdentity });
    return payload.toUpperCase();
  });

  const self = () => room.localParticipant;
  const deeds = {
    publish: (order) =>
      self().publishData(new TextEncoder().encode(order.text), {
        reliable: order.reliable,
        topic: order.topic,
        destinationIdentities: order.to,
      }),
    text: (order) =>
      self().sendText(order.text, { topic: "words", destinationIdentities: order.to }),
    bytes: (order) => {
      const parts = [];
      for (let at = 0; at < order.size; at += 65_536) {
        parts.push(new Uint8Array(Math.min(65_536, order.size - at)).fill(at >> 16));
      }
      return self().sendFile(new File(parts, "file"), {
        topic: "bytes",
        destinationIdentities: order.to,
      });
    },
    rpc: async (order) => {
      const call = {
        destinationIdentity: order.to,
        method: order.method,
        payload: order.payload,
      };
      try {
        said.push({ answer: await self().performRpc(call) });
      } catch (error) {
        said.push({ fault: error.code ?? -1, message: error.message });
      }
    },
  };

  window.dataPeer = {
    said,
    async connect(url, token) {
      await room.connect(url, token);
      said.push({ connected: true, identity: self().identity });
    },
    async obey(order) {
      await deeds[order.do](order);
    },
  };
}
