import { useTexts } from "@hausruf/i18n";
import { useEffect, useRef } from "react";
import { watchLevel } from "./level.ts";

const bars = [8, 14, 20, 14, 8];

/** How loud the microphone is, as five bars; drawn past React, because it changes ten times a second. */
export function LevelMeter({ stream }: { stream: MediaStream }) {
  const { t } = useTexts();
  const meter = useRef<HTMLSpanElement>(null);
  useEffect(
    () =>
      watchLevel(stream, (level) => {
        const lit = Math.round(level * bars.length);
        for (const [index, bar] of [...(meter.current?.children ?? [])].entries())
          bar.classList.toggle("quiet", index >= lit);
      }),
    [stream],
  );
  return (
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a drawing made of elements
    <span className="meter" role="img" aria-label={t("devices.level")} ref={meter}>
      {bars.map((height, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- five bars that never move
        <i key={index} className="quiet" style={{ height }} />
      ))}
    </span>
  );
}
