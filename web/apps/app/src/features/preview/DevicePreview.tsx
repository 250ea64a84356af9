import "@hausruf/i18n/rooms";
import { useTexts } from "@hausruf/i18n";
import { useEffect, useState } from "react";
import "./preview.css";

type Shown = typeof import("./Preview.tsx").Preview;

let loaded: Shown | undefined;

async function load() {
  loaded ??= (await import("./Preview.tsx")).Preview;
}

type Props = {
  /** Under a wide page's picture the lists of devices stand open; in a dialog too. */
  isNarrow?: boolean;
};

/**
 * One's own picture and sound before going in. Its code comes after the page around it: nobody waits for it to join, and
 * who joins before it is there loses nothing. Not by React's `lazy`: that would hold back the page's next change.
 */
export function DevicePreview({ isNarrow = false }: Props) {
  const { t } = useTexts();
  const [Shown, show] = useState(() => loaded);
  const [hasFailed, fail] = useState(false);
  useEffect(() => {
    let current = true;
    load().then(
      () => current && show(() => loaded),
      () => current && fail(true), // offline, or a page of before an update: joining works without
    );
    return () => {
      current = false;
    };
  }, []);
  if (Shown) return <Shown isNarrow={isNarrow} />;
  return (
    <section className="device-preview" aria-label={t("devices.preview")} aria-busy={!hasFailed}>
      <div className="tile">
        <div className="message" role="status">
          {hasFailed && <p>{t("devices.previewFailed")}</p>}
        </div>
      </div>
    </section>
  );
}
