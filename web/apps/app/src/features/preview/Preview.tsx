import {
  canChooseSpeaker,
  DeviceSelect,
  LevelMeter,
  SpeakerTest,
  useDevices,
  usePreview,
  type DeviceKind,
} from "@hausruf/devices";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Eye, Settings2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { isProblem, PreviewMessage } from "./PreviewMessage.tsx";
import { Switches } from "./Switches.tsx";

/** One's own picture as others will see it but mirrored, how loud one is, and the devices for it. */
export function Preview({ isNarrow }: { isNarrow: boolean }) {
  const { t } = useTexts();
  const { state, client } = usePreview();
  const { microphone, camera, stream, ids } = state;
  const devices = useDevices(`${microphone} ${camera}`);
  const [isOpen, setOpen] = useState(false);
  const listId = useId();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  const films = camera === "on";
  const kinds: DeviceKind[] = ["microphone", "camera"];
  if (canChooseSpeaker()) kinds.push("speaker");
  return (
    <section
      className={isNarrow ? "device-preview is-narrow" : "device-preview"}
      aria-label={t("devices.preview")}
    >
      <div className="tile">
        <video ref={video} className="mirrored" autoPlay playsInline muted hidden={!films} />
        {films && !isProblem(microphone) && (
          <span className="plate">
            <Eye className="icon" aria-hidden />
            <span>{t("devices.asOthers")}</span>
          </span>
        )}
        <PreviewMessage microphone={microphone} camera={camera} />
        {microphone === "on" && <LevelMeter stream={stream} />}
        <Switches microphone={microphone} camera={camera} client={client} />
      </div>
      <Button
        className="devices-toggle"
        kind="quiet"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => setOpen(!isOpen)}
      >
        <Settings2 className="icon" aria-hidden />
        {t("devices.choose")}
      </Button>
      <div className={isOpen ? "devices is-open" : "devices"} id={listId}>
        {kinds.map((kind) => (
          <DeviceSelect
            key={kind}
            kind={kind}
            devices={devices[kind]}
            chosen={ids[kind]}
            onChoose={(id) => void client.choose(kind, id)}
          />
        ))}
        <SpeakerTest speaker={ids.speaker} />
      </div>
    </section>
  );
}
