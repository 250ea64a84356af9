// In the page of a browser in the lab: livekit-client alone, and a notebook of what arrives. Times are milliseconds of
// the page's own clock.
const connections = [];
const Native = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Native {
  constructor(configuration) {
    super(configuration);
    connections.push(this);
  }
};

let room;
let frames = [];
let began;

window.lab = {
  /** Sends a picture in three layers and a microphone that is never silent. */
  async publish(url, token) {
    room = new LivekitClient.Room({
      publishDefaults: {
        videoCodec: "vp8",
        simulcast: true,
        dtx: false,
        degradationPreference: "maintain-resolution",
      },
    });
    await room.connect(url, token);
    await room.localParticipant.setMicrophoneEnabled(true);
    await room.localParticipant.publishTrack(busyPicture(), { source: "camera" });
  },

  /** Sees and hears everybody, in the best quality there is. */
  async watch(url, token) {
    room = new LivekitClient.Room();
    room.on("trackSubscribed", (track) => {
      const element = track.attach();
      document.body.append(element);
      if (track.kind === "video") note(element);
    });
    began = performance.now();
    frames = [];
    await room.connect(url, token);
  },

  async leave() {
    await room.disconnect();
    connections.length = 0;
    document.body.replaceChildren();
  },

  /** The frames since this was last asked, as [when, height], and all counters. */
  async look() {
    const seen = frames;
    frames = [];
    return {
      began,
      now: performance.now(),
      origin: performance.timeOrigin,
      state: room.state,
      frames: seen,
      ...(await counters()),
    };
  },
};

/** 1280×720, 15 frames a second, and so much that changes that an encoder takes what it may: a browser's own fake is too simple. */
function busyPicture() {
  const [picture, noise] = [document.createElement("canvas"), document.createElement("canvas")];
  [picture.width, picture.height, noise.width, noise.height] = [1280, 720, 320, 180];
  const [draw, tile] = [picture.getContext("2d"), noise.getContext("2d")];
  const dots = tile.createImageData(noise.width, noise.height);
  for (let i = 0; i < dots.data.length; i++) dots.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
  tile.putImageData(dots, 0, 0);
  let frame = 0;
  setInterval(() => {
    frame++;
    draw.fillStyle = `hsl(${frame % 360} 50% 50%)`;
    draw.fillRect(0, 0, 1280, 720);
    draw.drawImage(noise, (frame * 7) % 640, (frame * 5) % 360, 640, 360);
  }, 1_000 / 15);
  return picture.captureStream(15).getVideoTracks()[0];
}

/** Each frame that is shown. */
function note(element) {
  const shown = (now, { height }) => {
    frames.push([now, height]);
    element.requestVideoFrameCallback(shown);
  };
  element.requestVideoFrameCallback(shown);
}

async function counters() {
  const sum = { audio: {}, video: {}, sent: {}, path: "" };
  for (const connection of connections) {
    if (connection.connectionState === "closed") continue;
    const reports = await connection.getStats();
    for (const report of reports.values()) {
      if (report.type === "inbound-rtp") add(sum[report.kind], report);
      if (report.type === "outbound-rtp" && report.kind === "video")
        sum.sent[report.rid ?? ""] = report.bytesSent;
      if (
        report.type === "candidate-pair" &&
        (report.selected || report.nominated) &&
        report.bytesReceived > 0
      )
        sum.path = pathOf(reports, report);
    }
  }
  return sum;
}

/** A client that comes back has a new track beside, or in the place of, the old one. */
function add(sum, report) {
  for (const [name, value] of Object.entries(report))
    if (typeof value === "number" && counted.has(name)) sum[name] = (sum[name] ?? 0) + value;
}

const counted = new Set([
  "bytesReceived",
  "packetsReceived",
  "packetsLost",
  "nackCount",
  "retransmittedPacketsReceived",
  "framesDecoded",
  "freezeCount",
  "totalFreezesDuration",
  "totalSamplesReceived",
  "concealedSamples",
  "silentConcealedSamples",
  "totalAudioEnergy",
]);

function pathOf(reports, pair) {
  const local = reports.get(pair.localCandidateId);
  return local ? `${local.candidateType} ${local.relayProtocol ?? local.protocol}` : "";
}
