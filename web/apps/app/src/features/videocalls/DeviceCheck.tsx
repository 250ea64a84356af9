import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { ScanFace } from "lucide-react";
import { lazy, Suspense, useId, useState } from "react";

const DevicePreview = lazy(async () => ({
  default: (await import("../preview/index.ts")).DevicePreview,
}));

/** Camera and microphone are asked for when somebody wants to see them, and given back with the dialog. */
export function DeviceCheck() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="device-check">
      <Button
        kind="quiet"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <ScanFace className="icon" aria-hidden />
        {t("videocalls.check")}
      </Button>
      <div id={id} hidden={!isOpen}>
        {isOpen && (
          <Suspense>
            <DevicePreview isNarrow />
          </Suspense>
        )}
      </div>
    </div>
  );
}
