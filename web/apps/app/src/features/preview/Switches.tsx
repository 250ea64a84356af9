import type { CapturedKind, PreviewState } from "@hausruf/devices";
import { useTexts } from "@hausruf/i18n";
import { Mic, MicOff, Video, VideoOff } from "lucide-react";

type Props = Pick<PreviewState, "microphone" | "camera"> & {
  client: { switch: (kind: CapturedKind) => Promise<void> };
};

/** Microphone and camera on or off before joining; the room begins as they are left. */
export function Switches({ microphone, camera, client }: Props) {
  const { t } = useTexts();
  const hears = microphone === "on";
  const films = camera === "on";
  return (
    <div className="switches">
      <button
        type="button"
        className={hears ? "round" : "round is-off"}
        aria-label={t(hears ? "devices.microphoneOff" : "devices.microphoneOn")}
        onClick={() => void client.switch("microphone")}
      >
        {hears ? <Mic className="icon" aria-hidden /> : <MicOff className="icon" aria-hidden />}
      </button>
      <button
        type="button"
        className={films ? "round" : "round is-off"}
        aria-label={t(films ? "devices.cameraOff" : "devices.cameraOn")}
        onClick={() => void client.switch("camera")}
      >
        {films ? <Video className="icon" aria-hidden /> : <VideoOff className="icon" aria-hidden />}
      </button>
    </div>
  );
}
