// What somebody in the lab saw and heard, from one look at their page to the next.

const look = 500;

export const pause = (millis) => new Promise((done) => setTimeout(done, millis));

/** Follows a page: every half second what has come since. Times are milliseconds since 1970. */
export class Notes {
  frames = [];
  latest = undefined;
  /** Bytes of the highest layer that the page had sent, at each look, if it sends. */
  highest = [];

  constructor(person) {
    this.person = person;
  }

  /** The counters now; frames are kept. */
  async look() {
    const seen = await this.person.look();
    for (const [when, height] of seen.frames) this.frames.push({ at: seen.origin + when, height });
    if (seen.sent.f !== undefined) this.highest.push({ at: Date.now(), bytes: seen.sent.f });
    this.began = seen.origin + seen.began;
    this.latest = seen;
    return seen;
  }

  /** When a frame after `from` came, or undefined. */
  firstFrame(from = this.began) {
    return this.frames.find(({ at }) => at > from)?.at;
  }

  height() {
    return this.frames.at(-1)?.height;
  }

  between(from, to) {
    return this.frames.filter(({ at }) => at >= from && at <= to);
  }

  /** Whether the page went on with the highest layer all the time. */
  sentHighest(from, to) {
    const then = this.highest.filter(({ at }) => at >= from && at <= to);
    return then.length > 1 && then.every(({ bytes }, i) => i === 0 || bytes > then[i - 1].bytes);
  }
}

/** Looks at everybody until it holds, or for too long. */
export async function until(everybody, holds, seconds) {
  const patience = Date.now() + seconds * 1_000;
  for (;;) {
    await Promise.all(everybody.map((notes) => notes.look()));
    if (holds()) return true;
    if (Date.now() > patience) return false;
    await pause(look);
  }
}

/** Frames that came later than W3C's statistics allow (`freezeCount`): three times the usual, and 150 ms more than it. */
export function freezes(frames) {
  const gaps = frames.slice(1).map(({ at }, i) => at - frames[i].at);
  let count = 0;
  let seconds = 0;
  let usual = 1_000 / 15;
  for (const gap of gaps) {
    if (gap >= Math.max(3 * usual, usual + 150)) {
      count++;
      seconds += gap / 1_000;
    }
    usual += (gap - usual) / 30;
  }
  return { count, seconds };
}
