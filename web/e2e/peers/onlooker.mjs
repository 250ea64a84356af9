// A guest without camera and microphone, made of LiveKit's Node SDK: only stands in the room.
// Usage: node onlooker.mjs URL TOKEN [URL TOKEN …]
import { Room } from "@livekit/rtc-node";

const [...given] = process.argv.slice(2);
while (given.length > 0) {
  const [url, token] = given.splice(0, 2);
  await new Room().connect(url, token, { autoSubscribe: false, dynacast: false });
}
process.stdout.write(`${JSON.stringify({ published: true })}\n`);
setInterval(() => undefined, 60_000);
