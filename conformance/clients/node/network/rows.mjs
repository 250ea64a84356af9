// Rows of networks for RESULTS.md: what has to hold however slow the machine is. How well it goes, figures.mjs says.
//
// usage: node rows.mjs    one line a row: viewer, what was seen, "ok", why not, or "not run: " and why not
import { Lab, whyNot } from "./lab.mjs";
import { events, networks } from "./networks.mjs";
import { pause } from "./notes.mjs";
import { Call } from "./visit.mjs";

/** Everything with Chromium, and with Firefox what depends on what a receiver reports. */
const plan = {
  chromium: [...Object.keys(networks), ...Object.keys(events)],
  firefox: ["loss5", "kbps300", "dark"],
};
/** While it is as it is, of the viewer outside; a camera on a slow machine may make it fall for a moment. */
const othersRow = "others have the highest layer all the same";

const said = new Set();

const why = whyNot();
if (why) for (const kind of Object.keys(plan)) everyRow(kind, `not run: ${why}`);
else for (const kind of Object.keys(plan)) await inOneCall(kind);

/** All that have not been said yet. */
function everyRow(kind, how) {
  for (const what of [...plan[kind].map(nameOf), othersRow])
    if (!said.has(`${kind} ${what}`)) row(kind, what, how);
}

async function inOneCall(kind) {
  const lab = await Lab.open();
  try {
    await lab.engine({ HAUSRUF_CONGESTION_CONTROL: "on" });
    const call = await Call.begin(lab, "networks");
    const viewer = await call.viewer(kind);
    for (const name of plan[kind]) {
      const [seen, what] = name in events ? [event, events[name]] : [network, networks[name]];
      row(kind, what.name, await result(() => seen(call, viewer, what)));
    }
    const fell = call.fell.join("; ");
    row(kind, othersRow, fell === "" ? "ok" : `not with ${fell}`);
  } catch (error) {
    everyRow(kind, error.message);
  } finally {
    await lab.close();
  }
}

async function result(seen) {
  try {
    await seen();
    return "ok";
  } catch (error) {
    console.error(error);
    return error.message;
  }
}

async function network(call, viewer, { name, kbps, loses, path, rules }) {
  await call.join(viewer, { rules });
  try {
    await goesOn(call, viewer);
    if (loses) await repaired(call, viewer);
    if (kbps) await falls(call, viewer);
    await othersHaveTheHighest(call, viewer, name);
    if (kbps) await comesBack(call, viewer);
    if (path && viewer.latest.path !== path)
      throw new Error(`came by ${viewer.latest.path}, not by ${path}`);
  } finally {
    await call.leave(viewer);
  }
}

async function event(call, viewer, { name, happen }) {
  await call.join(viewer, networks.clear);
  try {
    await goesOn(call, viewer);
    await happen(call.lab, pause);
    await goesOn(call, viewer);
    await othersHaveTheHighest(call, viewer, name);
  } finally {
    await call.leave(viewer);
  }
}

/** From now on, pictures are shown and sound is heard, whatever is repaired on the way. */
async function goesOn(call, viewer) {
  const from = Date.now();
  await viewer.look();
  const before = viewer.latest.audio;
  const seen = () => viewer.between(from, Infinity).length > 30;
  // a client that came back may count from 0 again
  const heard = () =>
    Math.abs((viewer.latest.audio.totalAudioEnergy ?? 0) - (before.totalAudioEnergy ?? 0)) > 1e-3;
  if (!(await call.until(viewer, seen))) throw new Error("the picture does not go on");
  if (!(await call.until(viewer, heard))) throw new Error("the sound does not go on");
}

async function repaired(call, viewer) {
  const asked = () => viewer.latest.video.nackCount > 0;
  if (!(await call.until(viewer, asked)))
    throw new Error("nothing that was lost is asked for again");
}

/** A smaller picture and sound while the line is weak. */
async function falls(call, viewer) {
  if (!(await call.until(viewer, () => viewer.height() < 720)))
    throw new Error("the picture does not get smaller");
  await goesOn(call, viewer);
}

/** And the highest layer when it is not. */
async function comesBack(call, viewer) {
  await call.lab.shape();
  if (!(await call.until(viewer, () => viewer.height() === 720)))
    throw new Error("the highest layer does not come back");
}

async function othersHaveTheHighest(call, viewer, name) {
  const highest = () => call.other.height() === 720;
  if (!(await call.until(viewer, highest))) call.fell.push(name);
}

function nameOf(name) {
  return (networks[name] ?? events[name]).name;
}

function row(kind, what, how) {
  said.add(`${kind} ${what}`);
  console.log(`livekit-client, ${kind}\t${what}\t${how}`);
}
