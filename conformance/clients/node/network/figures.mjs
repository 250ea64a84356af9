// Figures of networks, as `./hausruf bench network` keeps them: a table on standard output, rows as they come on the other.
//
// usage: node figures.mjs [on|off|both] [chromium,firefox] [network,network…]
import { execFileSync } from "node:child_process";
import { cpus, loadavg, release } from "node:os";
import { Lab, whyNot } from "./lab.mjs";
import { events, networks } from "./networks.mjs";
import { freezes, pause } from "./notes.mjs";
import { Call } from "./visit.mjs";

const seconds = 20;
const [control = "both", kinds = "chromium,firefox", names] = process.argv.slice(2);
const chosen = names?.split(",") ?? [...Object.keys(networks), ...Object.keys(events)];

const why = whyNot();
if (why) {
  console.log(`Not measured: ${why}.`);
  process.exit();
}
const rows = [];
for (const setting of control === "both" ? ["off", "on"] : [control]) {
  for (const kind of kinds.split(",")) await inOneCall(setting, kind);
}
table();

async function inOneCall(setting, kind) {
  const lab = await Lab.open();
  try {
    await lab.engine({ HAUSRUF_CONGESTION_CONTROL: setting });
    const call = await Call.begin(lab, "figures");
    const viewer = await call.viewer(kind);
    for (const name of chosen) {
      const measured = await (name in events
        ? event(call, viewer, events[name])
        : stay(call, viewer, networks[name]));
      rows.push({ kind, setting, load: loadavg()[0].toFixed(0), ...measured });
      console.error(JSON.stringify(rows.at(-1)));
    }
  } catch (error) {
    console.error(error);
  } finally {
    await lab.close();
  }
}

/** Joins behind the line, stays, and sees it become free. */
async function stay(call, viewer, network) {
  await call.join(viewer, network);
  if (!(await call.until(viewer, () => viewer.firstFrame(), 30))) {
    await call.leave(viewer);
    return { name: network.name, first: "none" };
  }
  const firstMillis = viewer.firstFrame() - viewer.began;
  await call.watch(viewer, 1);
  const [before, from] = [viewer.latest, Date.now()];
  await call.lab.shape(network.rules); // counts from here
  await call.watch(viewer, seconds);
  const after = viewer.latest;
  const [to, line] = [Date.now(), await call.lab.shape()];
  const shown = viewer.between(from, to);
  const back = network.kbps ? await backAfter(call, viewer, to) : "";
  await call.leave(viewer);
  const { count, seconds: frozen } = freezes(shown);
  const kbps = (size) => Math.round((size * 8) / (to - from));
  const outside = freezes(call.other.between(from, to));
  return {
    name: network.name,
    first: `${firstMillis.toFixed(0)} ms`,
    freezes: `${count}, ${frozen.toFixed(1)} s`,
    concealed: concealed(before, after),
    media: kbps(bytes(after) - bytes(before)),
    line: network.kbps
      ? `${kbps(line.down.bytes)} (${Math.round((100 * kbps(line.down.bytes)) / network.kbps)} %)`
      : kbps(line.down.bytes),
    height: usual(shown.map(({ height }) => height)),
    fps: (shown.length / seconds).toFixed(1),
    back,
    other: `${outside.count}, ${outside.seconds.toFixed(1)} s${call.otherFell(from, to) ? ", fell" : ""}`,
  };
}

/** Until the highest layer is there again. */
async function backAfter(call, viewer, from) {
  const whole = () => viewer.frames.find(({ at, height }) => at > from && height === 720);
  return (await call.until(viewer, whole, 60))
    ? `${((whole().at - from) / 1_000).toFixed(1)} s`
    : "not in 60 s";
}

/** Sees it happen in a call, and how long it takes to see anything again. */
async function event(call, viewer, { name, happen }) {
  await call.join(viewer, networks.clear);
  await call.until(viewer, () => viewer.height() === 720, 30);
  const from = Date.now();
  await happen(call.lab, pause);
  const back = Date.now();
  const moves = () =>
    viewer.between(back, Infinity).length > 15 && viewer.latest.state === "connected";
  const recovered = await call.until(viewer, moves, 60);
  const outside = freezes(call.other.between(from, Date.now()));
  const first = viewer.firstFrame(back + (happen.length > 1 ? 0 : 200)); // what was under way
  await call.leave(viewer);
  return {
    name,
    back: recovered ? `${((first - back) / 1_000).toFixed(1)} s` : "not in 60 s",
    other: `${outside.count}, ${outside.seconds.toFixed(1)} s${call.otherFell(from, Date.now()) ? ", fell" : ""}`,
  };
}

function bytes({ audio, video }) {
  return (audio.bytesReceived ?? 0) + (video.bytesReceived ?? 0);
}

function concealed(before, after) {
  const all = after.audio.totalSamplesReceived - before.audio.totalSamplesReceived;
  const part = after.audio.concealedSamples - before.audio.concealedSamples;
  return `${((100 * part) / all).toFixed(1)} %`;
}

/** The one that most have. */
function usual(heights) {
  const counts = new Map();
  for (const height of heights) counts.set(height, (counts.get(height) ?? 0) + 1);
  return [...counts]
    .toSorted((a, b) => b[1] - a[1])
    .map(([height, n]) => `${height} (${Math.round((100 * n) / heights.length)} %)`)
    .slice(0, 2)
    .join(", ");
}

function table() {
  const commit = execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  console.log(`# Behind bad networks

commit ${commit} · ${cpus().length} cores ${cpus()[0].model} · Linux ${release()} · Node ${process.version}

\`./hausruf bench network\`; what was measured is described in \`bench/README.md\`. Load is what all programs of the machine wanted of its processors at the end of the row.

| Viewer | Network | Control | First frame | Freezes in ${seconds} s | Sound made up | Media, kbit/s | Line, kbit/s | Lines of the picture | Frames/s | Back | Freezes at the other's | Load |
|---|---|---|---|---|---|---|---|---|---|---|---|---|`);
  const order = rows.toSorted(
    (a, b) =>
      a.kind.localeCompare(b.kind) ||
      chosen.findIndex((n) => nameOf(n) === a.name) - chosen.findIndex((n) => nameOf(n) === b.name),
  );
  for (const r of order)
    console.log(
      `| ${[r.kind, r.name, r.setting, r.first, r.freezes, r.concealed, r.media, r.line, r.height, r.fps, r.back, r.other, r.load].map((cell) => cell ?? "").join(" | ")} |`,
    );
}

function nameOf(name) {
  return (networks[name] ?? events[name]).name;
}
