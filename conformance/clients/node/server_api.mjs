// Every server API through LiveKit's server SDK for JavaScript (JSON over Twirp), called rightly and wrongly. One line
// per feature on standard output: feature, tab, "ok" or why not. In the room CONFORMANCE_ROOM is a participant "anna"
// who publishes a microphone and answers the RPC method "echo".
import { createServer } from "node:http";
import {
  AccessToken,
  AgentDispatchClient,
  DataPacket_Kind,
  EgressClient,
  RoomServiceClient,
  WebhookReceiver,
} from "livekit-server-sdk";
import { wrongCalls } from "./wrong_calls.mjs";

const env = process.env;
const url = env.LIVEKIT_URL.replace(/^ws/, "http");
const [key, secret, room] = [env.LIVEKIT_API_KEY, env.LIVEKIT_API_SECRET, env.CONFORMANCE_ROOM];
const rooms = new RoomServiceClient(url, key, secret);
const agents = new AgentDispatchClient(url, key, secret);
const own = `${room}-own`;
const who = "anna";
const same = (is, wanted) => {
  if (is !== wanted) throw new Error(`${JSON.stringify(is)} instead of ${JSON.stringify(wanted)}`);
};
const check = (fact, text) => {
  if (!fact) throw new Error(text);
};

async function refused(code, call) {
  let answer;
  try {
    answer = await call();
  } catch (e) {
    same(e.code, code);
    return;
  }
  throw new Error(`not refused: ${JSON.stringify(answer)}`);
}

/** A call with a token of our own making, which the SDK's client would not make. */
async function raw(method, grants, body, headers = {}) {
  const token = new AccessToken(key, secret, { identity: "tester" });
  token.addGrant(grants);
  const response = await fetch(`${url}/twirp/livekit.${method}`, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${await token.toJwt()}`,
      "Content-Type": "application/json",
      ...headers,
    },
    body,
  });
  const text = await response.text();
  return { status: response.status, code: JSON.parse(text).code, body: JSON.parse(text) };
}

async function webhooks(features) {
  if (!env.CONFORMANCE_WEBHOOK_PORT) return features();
  const receiver = new WebhookReceiver(key, secret);
  const seen = new Set();
  let wrong;
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    try {
      const event = await receiver.receive(body, request.headers.authorization);
      if (event.room?.name === own) seen.add(event.event);
    } catch (e) {
      wrong = e;
    }
    response.end();
    if (seen.has("room_finished")) settled();
  });
  let settled;
  const finished = new Promise((done) => (settled = done));
  await new Promise((done) => server.listen(env.CONFORMANCE_WEBHOOK_PORT, "127.0.0.1", done));
  await features();
  await feature("webhooks are signed and complete", async () => {
    await Promise.race([finished, new Promise((done) => setTimeout(done, 60_000))]);
    if (wrong) throw wrong;
    check(seen.has("room_started") && seen.has("room_finished"), `only ${[...seen]}`);
  });
  server.close();
}

async function feature(name, body) {
  try {
    await body();
    console.log(`${name}\tok`);
  } catch (e) {
    console.log(`${name}\t${String(e.message ?? e).replace(/\s+/g, " ")}`);
    process.exitCode = 1;
  }
}

await webhooks(async () => {
  await feature("CreateRoom", async () => {
    const made = await rooms.createRoom({ name: own, emptyTimeout: 77, maxParticipants: 5, metadata: "m" });
    same(made.emptyTimeout, 77);
    same(made.maxParticipants, 5);
    check(made.sid.startsWith("RM_"), made.sid);
    check(made.creationTime > 0n, "no creation time");
  });
  await feature("CreateRoom again changes what is given", async () => {
    const made = await rooms.createRoom({ name: own, departureTimeout: 66 });
    same(made.emptyTimeout, 77);
    same(made.departureTimeout, 66);
    same(made.metadata, "m");
  });
  await feature("ListRooms", async () => {
    check((await rooms.listRooms()).some((r) => r.name === own), "not listed");
    same((await rooms.listRooms([own])).length, 1);
    same((await rooms.listRooms([`${own}-no`])).length, 0);
  });
  await feature("UpdateRoomMetadata", async () => {
    same((await rooms.updateRoomMetadata(own, "changed")).metadata, "changed");
    await refused("not_found", () => rooms.updateRoomMetadata(`${own}-no`, "x"));
  });
  let track = "";
  await feature("ListParticipants, GetParticipant", async () => {
    const all = await rooms.listParticipants(room);
    check(all.some((p) => p.identity === who), "not listed");
    const one = await rooms.getParticipant(room, who);
    same(one.state, 2);
    track = one.tracks[0]?.sid;
    check(track?.startsWith("TR_"), "no track");
    await refused("not_found", () => rooms.getParticipant(room, "nobody"));
  });
  await feature("MutePublishedTrack", async () => {
    same((await rooms.mutePublishedTrack(room, who, track, true)).muted, true);
    await refused("failed_precondition", () => rooms.mutePublishedTrack(room, who, track, false));
  });
  await feature("UpdateParticipant", async () => {
    const changed = await rooms.updateParticipant(room, who, {
      name: "Anna A.",
      metadata: "m",
      attributes: { seat: "4", gone: "" },
    });
    same(changed.name, "Anna A.");
    same(changed.metadata, "m");
    same(changed.attributes.seat, "4");
    const limited = await rooms.updateParticipant(room, who, {
      permission: { canSubscribe: true, canPublish: true, canPublishData: true, canUpdateMetadata: false },
    });
    same(limited.permission.canUpdateMetadata, false);
    await refused("not_found", () => rooms.updateParticipant(room, "nobody", { name: "x" }));
    await refused("invalid_argument", () => rooms.updateParticipant(room, who, { name: "n".repeat(257) }));
  });
  await feature("UpdateSubscriptions", async () => {
    await rooms.updateSubscriptions(room, who, [track], false);
    await refused("not_found", () => rooms.updateSubscriptions(room, "nobody", [track], true));
  });
  await feature("SendData", async () => {
    const data = new TextEncoder().encode("hello");
    await rooms.sendData(room, data, DataPacket_Kind.RELIABLE, { topic: "t", destinationIdentities: [who] });
    await rooms.sendData(room, data, DataPacket_Kind.LOSSY, {});
    await refused("not_found", () => rooms.sendData(`${room}-no`, data, DataPacket_Kind.RELIABLE, {}));
  });
  await feature("PerformRpc", async () => {
    const grants = { roomAdmin: true, room };
    const call = { room, destination_identity: who, method: "echo", payload: "hi" };
    const answer = await raw("RoomService/PerformRpc", grants, JSON.stringify(call));
    same(answer.body.payload, "hi");
    const nobody = { ...call, destination_identity: "nobody" };
    same((await raw("RoomService/PerformRpc", grants, JSON.stringify(nobody))).code, "not_found");
  });
  await feature("ForwardParticipant, MoveParticipant (LiveKit's cloud only)", async () => {
    await refused("unimplemented", () => rooms.forwardParticipant(room, who, own));
    await refused("unimplemented", () => rooms.moveParticipant(room, who, own));
  });
  await feature("AgentDispatchService", async () => {
    const made = await agents.createDispatch(own, "clerk", { metadata: "m" });
    check(made.id.startsWith("AD_"), made.id);
    same((await agents.listDispatch(own)).length, 1);
    await agents.deleteDispatch(made.id, own);
    same((await agents.listDispatch(own)).length, 0);
    await refused("not_found", () => agents.deleteDispatch(made.id, own));
  });
  await feature("ListEgress is empty", async () => {
    same((await new EgressClient(url, key, secret).listEgress()).length, 0);
  });
  await wrongCalls({ feature, refused, rooms, agents, url, key, secret, room });
  await feature("what is no call is refused", async () => {
    same((await raw("RoomService/ListRooms", { roomList: true }, "{")).code, "malformed");
    same((await raw("RoomService/Nothing", { roomList: true }, "{}")).code, "bad_route");
    same((await raw("RoomService/ListRooms", { roomList: true }, "{}", { "Content-Type": "text/plain" })).code, "bad_route");
    same((await raw("RoomService/ListRooms", { roomList: true }, '{"of_a_newer_client":1}')).status, 200);
    await refused("invalid_argument", () => rooms.createRoom({ name: "n".repeat(257) }));
  });
  await feature("RemoveParticipant", async () => {
    await rooms.removeParticipant(room, who);
    await refused("not_found", () => rooms.removeParticipant(room, who));
  });
  await feature("DeleteRoom", async () => {
    await rooms.deleteRoom(own);
    await refused("not_found", () => rooms.deleteRoom(own));
  });
});
