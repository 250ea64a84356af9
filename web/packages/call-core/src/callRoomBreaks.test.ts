import { EventEmitter, once } from "node:events";
import { DisconnectReason, RoomEvent } from "livekit-client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { annasLine, begun } from "./testingRoom.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  localStorage.clear();
});

/** As long as the room keeps trying to come back, and longer. */
const forEver = () => vi.advanceTimersByTimeAsync(60_000);
const unreachable = () => Promise.reject(new Error("unreachable"));

describe("a connection that breaks", () => {
  it.each([RoomEvent.Reconnecting, RoomEvent.SignalReconnecting])(
    "is told of (%s), until it is back",
    async (trouble) => {
      const anna = annasLine();
      await anna.talked();
      anna.room.emit(trouble);
      expect(anna.state.connection).toBe("reconnecting");
      anna.room.emit(RoomEvent.Reconnected);
      expect(anna.state.connection).toBe("connected");
    },
  );

  it("is made anew when the media client gives it up, with a fresh token and the devices as they were", async () => {
    const anna = annasLine("video");
    await anna.talked();
    anna.call.switch("microphone");
    await begun();
    anna.room.putOut();
    expect(anna.state.connection).toBe("reconnecting");
    await begun();
    expect(anna.room.entered.slice(1)).toEqual([["ws://media", "fresh"]]);
    expect(anna.state).toMatchObject({ connection: "connected", muted: true, camera: "mine" });
    const lit = anna.room.own.captured.filter(({ stopped }) => !stopped);
    expect(lit).toMatchObject([{ kind: "camera" }]);
  });

  it("is given up after some tries, and its devices are given back", async () => {
    const anna = annasLine("video");
    await anna.talked();
    anna.room.admits = unreachable;
    anna.room.putOut();
    await forEver();
    expect(anna.state.connection).toBe("lost");
    expect(anna.room.entered).toHaveLength(1 + 6);
    expect(anna.room.own.captured.filter(({ stopped }) => !stopped)).toEqual([]);
    expect(anna.gone).toEqual([]); // the call's own line knows
  });

  it("that was given up is tried again when one wants it, and the devices are asked for again", async () => {
    const anna = annasLine("video");
    await anna.talked();
    anna.call.again(); // there is nothing to try
    expect(anna.room.entered).toHaveLength(1);
    const { admits } = anna.room;
    anna.room.admits = unreachable;
    anna.room.putOut();
    await forEver();
    anna.room.admits = admits;
    anna.call.again();
    expect(anna.state.connection).toBe("reconnecting");
    await begun();
    expect(anna.state).toMatchObject({ connection: "connected", muted: false, camera: "mine" });
    expect(anna.room.entered).toHaveLength(1 + 6 + 1);
  });

  it("is given up where there never was one", async () => {
    const anna = annasLine();
    anna.room.admits = unreachable;
    anna.enter();
    anna.call.talk();
    await begun();
    expect(anna.state.connection).toBe("connecting");
    await forEver();
    expect(anna.state.connection).toBe("lost");
  });

  it("is given up where no token is to be had", async () => {
    const anna = annasLine();
    anna.freshToken = unreachable;
    await anna.talked();
    anna.room.putOut();
    await forEver();
    expect(anna.state.connection).toBe("lost");
    expect(anna.room.entered).toHaveLength(1);
  });

  it("is tried as often again after it was there once", async () => {
    const anna = annasLine();
    await anna.talked();
    const breaks = async (times: number): Promise<void> => {
      anna.room.putOut();
      await begun();
      if (times > 1) await breaks(times - 1);
    };
    await breaks(10);
    expect(anna.state.connection).toBe("connected");
    expect(anna.room.entered).toHaveLength(1 + 10);
  });

  it("waits for the answer while it rings", async () => {
    const anna = annasLine();
    anna.enter();
    await begun();
    anna.room.putOut(DisconnectReason.ROOM_DELETED); // the call's own line tells what became of it
    expect(anna.state.connection).toBe("off");
    await forEver();
    expect(anna.room.entered).toHaveLength(1);
    anna.call.talk();
    await begun();
    expect(anna.room.entered.slice(1)).toEqual([["ws://media", "fresh"]]);
    expect(anna.gone).toEqual([]);
  });
});

describe("put out by the server", () => {
  it.each([
    [DisconnectReason.DUPLICATE_IDENTITY, "moved"],
    [DisconnectReason.ROOM_DELETED, "ended"],
    [DisconnectReason.ROOM_CLOSED, "ended"],
    [DisconnectReason.PARTICIPANT_REMOVED, "ended"],
  ])("for reason %s, it is %s and does not come back", async (reason, why) => {
    const anna = annasLine();
    await anna.talked();
    anna.room.putOut(reason);
    await forEver();
    expect(anna.gone).toEqual([why]);
    expect(anna.room.entered).toHaveLength(1);
  });

  it.each([DisconnectReason.SERVER_SHUTDOWN, DisconnectReason.STATE_MISMATCH, undefined])(
    "for reason %s, it comes back",
    async (reason) => {
      const anna = annasLine();
      await anna.talked();
      anna.room.putOut(reason);
      await begun();
      expect(anna.gone).toEqual([]);
      expect(anna.room.entered).toHaveLength(2);
    },
  );
});

describe("closed", () => {
  it("leaves the room and gives the devices back, and tells nothing of what comes later", async () => {
    const anna = annasLine("video");
    const { room, call } = anna;
    anna.enter();
    call.talk();
    const last = anna.state;
    call.close();
    await begun();
    expect(room.own.captured).toMatchObject([{ stopped: true }, { stopped: true }]);
    expect(room.state).toBe("disconnected");
    room.otherIs({ isMicrophoneEnabled: true, camera: null });
    room.setPlayback(false);
    room.putOut(DisconnectReason.ROOM_DELETED);
    await forEver();
    expect(anna.state).toBe(last);
    expect(anna.gone).toEqual([]);
    expect(room.entered).toHaveLength(1);
  });

  it("does not come back, though it was about to", async () => {
    const anna = annasLine();
    await anna.talked();
    anna.room.admits = unreachable;
    anna.room.putOut();
    await begun();
    const { length } = anna.room.entered;
    anna.call.close();
    await forEver();
    expect(anna.room.entered).toHaveLength(length);
  });

  it("does not go in with a token that comes too late", async () => {
    const anna = annasLine();
    const office = new EventEmitter();
    anna.freshToken = async () => String(await once(office, "token"));
    anna.enter({ token: null });
    await begun();
    anna.call.close();
    office.emit("token", "late");
    await begun();
    expect(anna.room.entered).toEqual([]);
  });
});
