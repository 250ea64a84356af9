// What the npm client finds at a server of ClientFeatures (Java). Says one line per transport and feature.
import assert from "node:assert/strict";
import { setTimeout as expire } from "node:timers/promises";
import { io } from "socket.io-client";

const url = process.argv[2];
const ways = { polling: ["polling"], websocket: ["websocket"], upgrade: ["polling", "websocket"] };

const connect = (transports, namespace, auth) =>
  io(url + namespace, { transports, auth, forceNew: true, reconnection: false });
const heard = (emitter, event) =>
  Promise.race([
    new Promise((resolve) => emitter.once(event, (...args) => resolve(args))),
    expire(60_000, undefined, { ref: false }).then(() => {
      throw new Error(`${event} does not come`);
    }),
  ]);

const features = {
  async "enters with credentials and meets the server"(transports) {
    const socket = connect(transports, "/call", { token: "anna" });
    const [hello] = await heard(socket, "hello");
    assert.deepEqual(hello, { user: "anna" });
    assert.equal(typeof socket.id, "string");
    return socket;
  },
  async "is refused with a message and data"(transports) {
    const socket = connect(transports, "/call", { token: "nobody" });
    const [error] = await heard(socket, "connect_error");
    assert.equal(error.message, "wrong token");
    assert.deepEqual(error.data, { code: "credentials" });
    return socket;
  },
  async "is told of an unknown namespace"(transports) {
    const socket = connect(transports, "/nothing", {});
    assert.equal((await heard(socket, "connect_error"))[0].message, "Invalid namespace");
    return socket;
  },
  async "is answered, with text and bytes"(transports) {
    const socket = connect(transports, "/call", { token: "anna" });
    const args = [1, "ä 𝄞 \u001e \u2028", { deep: [null, true, 1.5, Buffer.from([0, 255, 10])] }, Buffer.alloc(3000, 7)];
    const answer = new Promise((resolve) => socket.emit("echo", ...args, (...all) => resolve(all)));
    assert.deepEqual(await answer, args);
    return socket;
  },
  async "answers the server"(transports) {
    const socket = connect(transports, "/call", { token: "anna" });
    socket.on("question", (bytes, answer) => answer(bytes, "42"));
    socket.emit("ask");
    assert.deepEqual(await heard(socket, "answered"), [Buffer.from([1, 2]), "42"]);
    return socket;
  },
  async "hears many events in order"(transports) {
    const socket = connect(transports, "/call", { token: "anna" });
    const numbers = [];
    const all = new Promise((resolve) => socket.on("number", (n) => numbers.push(n) === 500 && resolve()));
    socket.emit("count", 500);
    await all;
    assert.deepEqual(numbers, [...Array(500).keys()]);
    return socket;
  },
  async "is in two namespaces over one session"(transports) {
    const socket = connect(transports, "/call", { token: "anna" });
    const other = socket.io.socket("/", { auth: { token: "ben" } });
    other.connect();
    assert.deepEqual((await heard(other, "hello"))[0], { user: "ben" });
    other.disconnect();
    assert.deepEqual(await socket.timeout(60_000).emitWithAck("echo", "still"), "still");
    return socket;
  },
  async "is put out of a namespace"(transports) {
    const socket = connect(transports, "/call", { token: "anna" });
    socket.emit("out");
    assert.equal((await heard(socket, "disconnect"))[0], "io server disconnect");
    return socket;
  },
};

for (const [way, transports] of Object.entries(ways)) {
  for (const [feature, run] of Object.entries(features)) {
    const socket = await run(transports);
    socket.io._close();
    console.log(`${way}: ${feature}`);
  }
}
const socket = connect(["polling", "websocket"], "/call", { token: "anna" });
const [transport] = await heard(socket.io.engine, "upgrade");
assert.equal(transport.name, "websocket");
assert.deepEqual(await socket.timeout(60_000).emitWithAck("echo", "upgraded"), "upgraded");
console.log("upgrade: goes on over a WebSocket");
process.exit(0);
