import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Below the ports of the product's PostgreSQL, and of those that a system gives to whoever asks for any: one that
 * is free when it is chosen is still free when a program takes it.
 */
const lowest = 10_100;
/** A worker's own ones, so that no two that run at once choose the same. */
const ofWorker = 1_200;
const workers = 4;

const worker = Number(process.env.TEST_PARALLEL_INDEX ?? 0) % workers;
let next = Math.floor(Math.random() * ofWorker);

/** Free for TCP and for UDP, and not given out twice before all others were. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ofWorker; attempt++) {
    next = (next + 1) % ofWorker;
    const port = lowest + worker * ofWorker + next;
    if ((await isFreeForTcp(port)) && (await isFreeForUdp(port))) return port;
  }
  throw new Error(`no port is free from ${lowest + worker * ofWorker} on`);
}

async function isFreeForTcp(port: number): Promise<boolean> {
  const probe = createServer().listen(port);
  try {
    await once(probe, "listening");
  } catch {
    return false;
  }
  probe.close();
  await once(probe, "close");
  return true;
}

async function isFreeForUdp(port: number): Promise<boolean> {
  const probe = createSocket("udp4");
  try {
    probe.bind(port);
    await once(probe, "listening");
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
