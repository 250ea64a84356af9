/** Join and leave messages: the third within a toast's life makes one of them all. */
const togetherMs = 5_000;

export type PresenceKind = "joined" | "left";
export type PresenceToast = { kind: PresenceKind; names: readonly string[]; at: number };

/**
 * What is to be seen after one more came or went: the last one is new, those missing have been merged into it. Two stay
 * apart; from the third on they are counted.
 */
export function announce(
  shown: readonly PresenceToast[],
  kind: PresenceKind,
  name: string,
  nowMs: number,
): readonly PresenceToast[] {
  const current = shown.filter((toast) => nowMs - toast.at < togetherMs);
  const same = current.filter((toast) => toast.kind === kind);
  const names = same.flatMap((toast) => toast.names);
  if (names.length < 2) return [...current, { kind, names: [name], at: nowMs }];
  const others = current.filter((toast) => toast.kind !== kind);
  return [...others, { kind, names: [...names, name], at: nowMs }];
}
