/** Who stands large. Someone new takes over after two seconds of speech, so that a cough moves nothing. */
const takeoverMs = 2_000;

export type SpeakerView = {
  /** The last person who spoke long enough. */
  lead: string | null;
  /** Chosen by a click; goes before whoever speaks. */
  pinned: string | null;
  rising: Rising | null;
};

/** Somebody on the way to the lead: pauses neither count nor start it anew, another voice does. */
type Rising = { id: string; spokenMs: number; speakingSince: number | null };

export const nobody: SpeakerView = { lead: null, pinned: null, rising: null };

/** @param speakers who speaks now, loudest first, without oneself */
export function listen(view: SpeakerView, speakers: readonly string[], nowMs: number): SpeakerView {
  const loudest = speakers[0];
  const before = view.rising && paused(view.rising, nowMs);
  if (before && before.spokenMs >= takeoverMs)
    return listen({ ...view, lead: before.id, rising: null }, speakers, nowMs);
  if (loudest === undefined) return { ...view, rising: before };
  if (loudest === view.lead) return { ...view, rising: null };
  if (view.lead === null) return { ...view, lead: loudest, rising: null };
  const spokenMs = before?.id === loudest ? before.spokenMs : 0;
  return { ...view, rising: { id: loudest, spokenMs, speakingSince: nowMs } };
}

/** When `listen` has to be called again although nothing was heard to change; `null` for never. */
export function takeoverAt({ rising }: SpeakerView): number | null {
  if (!rising || rising.speakingSince === null) return null;
  return rising.speakingSince + takeoverMs - rising.spokenMs;
}

/** The same person again: back to whoever speaks. */
export function pin(view: SpeakerView, id: string): SpeakerView {
  return { ...view, pinned: view.pinned === id ? null : id };
}

/** Forgets whoever is not here any more. */
export function keepOnly(view: SpeakerView, present: readonly string[]): SpeakerView {
  const here = (id: string | null) => (id !== null && present.includes(id) ? id : null);
  const rising = view.rising && here(view.rising.id) ? view.rising : null;
  return { lead: here(view.lead), pinned: here(view.pinned), rising };
}

function paused(rising: Rising, nowMs: number): Rising {
  if (rising.speakingSince === null) return rising;
  const spokenMs = rising.spokenMs + nowMs - rising.speakingSince;
  return { ...rising, spokenMs, speakingSince: null };
}
