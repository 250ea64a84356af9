// What every server API refuses, whoever asks and whatever for.
import { AccessToken, DataPacket_Kind } from "livekit-server-sdk";

const small = 256;
const large = 512 * 1024;

/** Each method with a request for that room. */
function methods(room) {
  const who = { room, identity: "anna" };
  const elsewhere = { ...who, destination_room: `${room}-2` };
  return {
    "RoomService/CreateRoom": { name: room },
    "RoomService/ListRooms": {},
    "RoomService/DeleteRoom": { room },
    "RoomService/ListParticipants": { room },
    "RoomService/GetParticipant": who,
    "RoomService/RemoveParticipant": who,
    "RoomService/MutePublishedTrack": { ...who, track_sid: "TR_x", muted: true },
    "RoomService/UpdateParticipant": { ...who, name: "x" },
    "RoomService/UpdateSubscriptions": { ...who, track_sids: ["TR_x"] },
    "RoomService/UpdateRoomMetadata": { room, metadata: "x" },
    "RoomService/SendData": { room, data: "eA==" },
    "RoomService/ForwardParticipant": elsewhere,
    "RoomService/MoveParticipant": elsewhere,
    "RoomService/PerformRpc": { room, destination_identity: "anna", method: "echo", payload: "x" },
    "AgentDispatchService/CreateDispatch": { room, agent_name: "x" },
    "AgentDispatchService/ListDispatch": { room },
    "AgentDispatchService/DeleteDispatch": { room, dispatch_id: "AD_x" },
    "Egress/ListEgress": {},
  };
}

/** What opens no method for that room, by what is wrong with it. */
async function tokens(key, secret, room) {
  const token = (grants, options = {}, by = [key, secret]) => {
    const made = new AccessToken(...by, { identity: "eve", ...options });
    made.addGrant(grants);
    return made.toJwt();
  };
  const everything = { room, roomAdmin: true, roomCreate: true, roomList: true, roomRecord: true };
  return {
    "another secret": await token(everything, {}, [key, "x".repeat(40)]),
    "another key": await token(everything, {}, ["otherkey", secret]),
    "an expired token": await token(everything, { ttl: -3600 }),
    "no grant": await token({}),
    "a grant for another room": await token({ room: `${room}-2`, roomAdmin: true }),
    "a participant's token": await token({ room, roomJoin: true, canUpdateOwnMetadata: true }),
    "no token at all": "nonsense",
  };
}

export async function wrongCalls({ feature, refused, rooms, agents, url, key, secret, room }) {
  const refusal = async (method, jwt, body) => {
    const headers = { Authorization: `Bearer ${jwt}`, "Content-Type": "application/json" };
    const answer = await fetch(`${url}/twirp/livekit.${method}`, { method: "POST", headers, body });
    return answer.ok ? "let through" : (await answer.json()).code;
  };
  for (const [wrong, jwt] of Object.entries(await tokens(key, secret, room))) {
    await feature(`${wrong} opens no method`, async () => {
      for (const [method, request] of Object.entries(methods(room))) {
        const code = await refusal(method, jwt, JSON.stringify(request));
        if (code !== "unauthenticated") throw new Error(`${method}: ${code}`);
      }
    });
  }
  await feature("unknown rooms, participants, tracks, dispatches are not found", async () => {
    const nowhere = `${room}-no`;
    const data = new Uint8Array(1);
    await refused("not_found", () => rooms.deleteRoom(nowhere));
    await refused("not_found", () => rooms.updateRoomMetadata(nowhere, "x"));
    await refused("not_found", () => rooms.sendData(nowhere, data, DataPacket_Kind.RELIABLE, {}));
    await refused("not_found", () => agents.deleteDispatch("AD_x", room));
    for (const [where, who] of [[nowhere, "anna"], [room, "nobody"], [room, ""]]) {
      await refused("not_found", () => rooms.getParticipant(where, who));
      await refused("not_found", () => rooms.removeParticipant(where, who));
      await refused("not_found", () => rooms.updateParticipant(where, who, { name: "x" }));
      await refused("not_found", () => rooms.mutePublishedTrack(where, who, "TR_x", true));
      await refused("not_found", () => rooms.updateSubscriptions(where, who, ["TR_x"], true));
    }
    await refused("not_found", () => rooms.mutePublishedTrack(room, "anna", "TR_x", true));
  });
  await feature("names, metadata, attributes over their limits are refused", async () => {
    await refused("invalid_argument", () => rooms.createRoom({ name: "" }));
    await refused("invalid_argument", () => rooms.createRoom({ name: "n".repeat(small + 1) }));
    await refused("invalid_argument", () => rooms.createRoom({ name: room, metadata: "m".repeat(large + 1) }));
    await refused("invalid_argument", () => rooms.updateRoomMetadata(room, "ä".repeat(large / 2 + 1)));
    for (const change of [
      { name: "n".repeat(small + 1) },
      { metadata: "m".repeat(large + 1) },
      { attributes: { a: "a".repeat(64 * 1024) } },
    ]) {
      await refused("invalid_argument", () => rooms.updateParticipant(room, "anna", change));
    }
  });
}
