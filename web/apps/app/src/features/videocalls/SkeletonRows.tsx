import { useTexts } from "@hausruf/i18n";
import { useEffect, useState } from "react";

const quietMs = 300;
const titleWidths = ["w-70", "w-52", "w-62", "w-48"];

/** Where calls will stand, once waiting has become noticeable. */
export function SkeletonRows() {
  const { t } = useTexts();
  const [noticeable, setNoticeable] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setNoticeable(true), quietMs);
    return () => clearTimeout(timer);
  }, []);
  if (!noticeable) return null;
  return (
    <div className="card" aria-busy="true">
      <p className="sr-only" role="status">
        {t("videocalls.loading")}
      </p>
      <ul aria-hidden="true">
        {titleWidths.map((width) => (
          <li key={width} className="skeleton-row">
            <span className={`skeleton max-w-full ${width}`} />
            <span className="skeleton w-18" />
            <span className="skeleton w-32" />
            <span className="skeleton w-24" />
          </li>
        ))}
      </ul>
    </div>
  );
}
