// A stranger made of LiveKit's own Node SDK: publishes a 440 Hz tone and a red picture, and tells on standard output,
// one JSON line a second, what it hears and sees. Usage: node peer.mjs URL TOKEN
import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
  VideoBufferType,
  VideoFrame,
  VideoSource,
  VideoStream,
} from "@livekit/rtc-node";

const [url, token] = process.argv.slice(2);
const RATE = 48_000;
const [WIDTH, HEIGHT] = [320, 240];
const heard = { audioFrames: 0, loudest: 0, videoFrames: 0, width: 0, height: 0 };

const room = new Room();
room.on(RoomEvent.TrackSubscribed, (track) => {
  if (track.kind === TrackKind.KIND_AUDIO) hear(track);
  else see(track);
});
room.on(RoomEvent.Disconnected, (reason) => {
  say({ disconnected: String(reason) });
  process.exit(0);
});

const started = performance.now();
await room.connect(url, token, { autoSubscribe: true, dynacast: false });
say({
  connectedMillis: Math.round(performance.now() - started),
  identity: room.localParticipant.identity,
});

const tone = new AudioSource(RATE, 1);
const picture = new VideoSource(WIDTH, HEIGHT);
const options = (source) => new TrackPublishOptions({ source, simulcast: false, red: false });
await room.localParticipant.publishTrack(
  LocalAudioTrack.createAudioTrack("tone", tone),
  options(TrackSource.SOURCE_MICROPHONE),
);
await room.localParticipant.publishTrack(
  LocalVideoTrack.createVideoTrack("red", picture),
  options(TrackSource.SOURCE_CAMERA),
);
say({ published: true });

setInterval(() => say(heard), 1_000);
setInterval(() => picture.captureFrame(red()), 1_000 / 15);
for (let at = 0; ; at += 480) await tone.captureFrame(sine(at));

function sine(at) {
  const samples = new Int16Array(480);
  for (let i = 0; i < samples.length; i++) {
    samples[i] = 12_000 * Math.sin((2 * Math.PI * 440 * (at + i)) / RATE);
  }
  return new AudioFrame(samples, RATE, 1, samples.length);
}

function red() {
  const pixels = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let i = 0; i < pixels.length; i += 4) pixels.set([220, 20, 20, 255], i);
  return new VideoFrame(pixels, WIDTH, HEIGHT, VideoBufferType.RGBA);
}

async function hear(track) {
  for await (const frame of new AudioStream(track)) {
    heard.audioFrames++;
    for (const sample of frame.data) heard.loudest = Math.max(heard.loudest, Math.abs(sample));
  }
}

async function see(track) {
  for await (const { frame } of new VideoStream(track)) {
    heard.videoFrames++;
    heard.width = frame.width;
    heard.height = frame.height;
  }
}

function say(line) {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
