// Joins one after the other with LiveKit's Node SDK, in one process: the way LiveKit's own figures were taken. Somebody
// who publishes a tone is there first. Prints one JSON line a join: until `Room.connect` is through, until a first frame
// of the tone is there. Usage: node joins.mjs URL PUBLISHER_TOKEN TOKEN...
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  dispose,
  LocalAudioTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
} from "@livekit/rtc-node";

const RATE = 48_000;
const [url, publisherToken, ...tokens] = process.argv.slice(2);

const publisher = new Room();
await publisher.connect(url, publisherToken, { autoSubscribe: false, dynacast: false });
const source = new AudioSource(RATE, 1);
await publisher.localParticipant.publishTrack(
  LocalAudioTrack.createAudioTrack("tone", source),
  new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE, red: false, dtx: false }),
);
const playing = new AbortController();
const played = play(playing.signal);

for (const token of tokens) {
  const room = new Room();
  const heard = new Promise((first) => {
    room.on(RoomEvent.TrackSubscribed, async (track) => {
      for await (const frame of new AudioStream(track))
        if (frame.data.some((sample) => sample !== 0)) return first(performance.now());
    });
  });
  const began = performance.now();
  await room.connect(url, token, { autoSubscribe: true, dynacast: false });
  const connected = performance.now();
  const line = { connectedMillis: connected - began, heardMillis: (await heard) - began };
  process.stdout.write(`${JSON.stringify(line)}\n`);
  await room.disconnect();
}

playing.abort();
await played;
await publisher.disconnect();
await dispose();

async function play(until) {
  for (let at = 0; !until.aborted; at += 480) {
    const samples = new Int16Array(480);
    for (let i = 0; i < samples.length; i++)
      samples[i] = 12_000 * Math.sin((2 * Math.PI * 440 * (at + i)) / RATE);
    await source.captureFrame(new AudioFrame(samples, RATE, 1, samples.length));
  }
}
