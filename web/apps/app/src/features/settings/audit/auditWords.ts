import type { AuditEntry } from "@hausruf/api";
import type { useTexts } from "@hausruf/i18n";

type T = ReturnType<typeof useTexts>["t"];

/** What may be changed of the branding, of a webhook, of a sign-in service, of an issuer or of the rules of calls. */
const parts = [
  "name",
  "color",
  "time-zone",
  "language",
  "welcome",
  "sentence",
  "tiles",
  "logo-light",
  "logo-dark",
  "mark-light",
  "mark-dark",
  "url",
  "client-id",
  "client-secret",
  "email-trusted",
  "second-factor",
  "join-domains",
  "audience",
  "key",
  "email-claim",
  "tenant",
  "ring-time",
  "ring-when-busy",
] as const;

/** Of what retention speaks. */
const amounts = ["calls", "meetings", "deliveries", "lines"] as const;

/** By whom it was. */
export const byWhom = (t: T, { actor }: AuditEntry) => actor.name ?? t(`audit.by-${actor.kind}`);

/** What it was about, and how: what the entry's event does not say by itself. */
export function facts(t: T, { event, actor, object, detail }: AuditEntry): string {
  const isOneself = object.kind === actor.kind && object.id === actor.id;
  const { proof, provider, wrong, from, to, role, was, network, count, enabled } = detail;
  const { issuer, trusted, factor, domains } = detail;
  const changed = detail.parts?.split(", ") ?? [];
  return [
    !isOneself && object.name,
    from && to && t("audit.roles", { from: t(`settings.${from}`), to: t(`settings.${to}`) }),
    role && t(`settings.${role}`),
    was && t("audit.was", { name: was }),
    ...parts.filter((part) => changed.includes(part)).map((part) => t(`audit.part-${part}`)),
    issuer,
    trusted && t(`audit.trusted-${trusted}`),
    factor && t(`audit.factor-${factor}`),
    domains && t("audit.domains", { domains }),
    enabled && t(enabled === "true" ? "audit.on" : "audit.off"),
    ...amounts.map((which) => amount(t, event, which, detail[which])),
    count && t("audit.count", { count: Number(count) }),
    proof && t(`audit.proof-${proof}`),
    provider,
    wrong && t(`audit.wrong-${wrong}`),
    network && t("audit.network", { network }),
  ]
    .filter(Boolean)
    .join(", ");
}

/** How many went; or, where that was changed, for how long they are kept. */
function amount(
  t: T,
  event: AuditEntry["event"],
  which: (typeof amounts)[number],
  value: string | undefined,
) {
  if (!value || value === "0") return null;
  const days = value === "forever" ? t("audit.forever") : t("audit.days", { days: value });
  return t(`audit.amount-${which}`, { amount: event === "retention-changed" ? days : value });
}
