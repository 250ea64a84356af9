/** What is to be heard: somebody calls; the same while one talks; the other side's telephone rings. */
export type Tone = "ring" | "gentle" | "ringback";

/** Frequency in hertz, start and length in seconds. */
type Note = readonly [hertz: number, at: number, length: number];

type Melody = { everyMs: number; volume: number; notes: readonly Note[] };

/** A door bell's third, twice; made here, so nothing is loaded and nothing is anybody else's. */
const melodies: Record<Tone, Melody> = {
  ring: {
    everyMs: 2_800,
    volume: 0.22,
    notes: [
      [784, 0, 0.5],
      [622, 0.28, 0.7],
      [784, 0.9, 0.5],
      [932, 1.18, 0.9],
    ],
  },
  gentle: { everyMs: 4_000, volume: 0.05, notes: [[784, 0, 0.4]] },
  ringback: { everyMs: 5_000, volume: 0.06, notes: [[425, 0, 1]] },
};

/** Browsers leave a context that they do not allow to sound waiting, and say nothing. */
const patienceMs = 300;

/** Only one of a browser's windows sounds: the first that may. */
const lockName = "hausruf.ringtone";

export interface Ringer {
  /** `null`: silence. */
  play(tone: Tone | null): void;
  /** After a click: tries again what the browser did not allow before. */
  unlock(): void;
}

/** Ringtones by Web Audio. @param blocked told whether the browser keeps a tone from being heard */
export function webAudioRinger(blocked: (isBlocked: boolean) => void): Ringer {
  let context: AudioContext | undefined;
  let playing: Tone | null = null;
  let stop = new AbortController();

  function play(tone: Tone | null) {
    if (tone === playing) return;
    playing = tone;
    stop.abort();
    stop = new AbortController();
    blocked(false);
    if (tone === null) return void context?.suspend();
    if (typeof AudioContext === "undefined") return;
    context ??= new AudioContext();
    void soundWhenAllowed(context, melodies[tone], stop.signal, tone !== "ringback");
  }

  async function soundWhenAllowed(
    ears: AudioContext,
    melody: Melody,
    signal: AbortSignal,
    alone: boolean,
  ) {
    const tooLong = setTimeout(() => signal.aborted || blocked(true), patienceMs);
    await running(ears, signal);
    clearTimeout(tooLong);
    if (signal.aborted) return;
    blocked(false);
    const sound = () => repeat(ears, melody, signal);
    if (!alone || !("locks" in navigator)) return sound();
    await navigator.locks.request(lockName, { signal }, sound).catch(() => undefined);
  }

  return { play, unlock: () => void context?.resume() };
}

/** Until the context sounds: at once if the page was clicked before, else after the next click or key. */
function running(context: AudioContext, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const look = () => {
      if (context.state === "running") done();
    };
    const resume = () => void context.resume().then(look, () => undefined);
    context.addEventListener("statechange", look, { signal });
    for (const gesture of ["pointerdown", "keydown"])
      window.addEventListener(gesture, resume, { signal, capture: true });
    signal.addEventListener("abort", () => done());
    resume();
  });
}

/** Plays on until told to stop. */
function repeat(context: AudioContext, melody: Melody, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const out = context.createGain();
    out.gain.value = melody.volume;
    out.connect(context.destination);
    const once = () => melody.notes.forEach((note) => strike(context, out, note));
    once();
    const timer = setInterval(once, melody.everyMs);
    signal.addEventListener("abort", () => {
      clearInterval(timer);
      out.disconnect();
      done();
    });
  });
}

function strike(context: AudioContext, out: AudioNode, [hertz, at, length]: Note) {
  const start = context.currentTime + at;
  const bell = context.createOscillator();
  const loudness = context.createGain();
  bell.type = "triangle";
  bell.frequency.value = hertz;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(1, start + 0.02);
  loudness.gain.exponentialRampToValueAtTime(0.001, start + length);
  bell.connect(loudness).connect(out);
  bell.start(start);
  bell.stop(start + length);
}
