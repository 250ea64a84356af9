import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { ScanFace } from "lucide-react";
import { useState } from "react";
import { DevicePreview } from "../preview/index.ts";

/** Camera and microphone are asked for when somebody wants to see them, and given back with the dialog. */
export function DeviceCheck() {
  const { t } = useTexts();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="device-check">
      <Button kind="quiet" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <ScanFace className="icon" aria-hidden />
        {t(isOpen ? "videocalls.checkEnd" : "videocalls.check")}
      </Button>
      {isOpen && <DevicePreview isNarrow />}
    </div>
  );
}
