import { useTexts } from "@hausruf/i18n";
import { IconButton } from "@hausruf/ui";
import { Eye, Mic, MicOff, Video, VideoOff, Volume2 } from "lucide-react";
import { useEffect, useRef } from "react";
import { DeviceSelect, LevelMeter, playTestSound, useDevices, usePreview } from "@hausruf/devices";
import { isProblem, PreviewMessage } from "./PreviewMessage.tsx";

/** One's own picture before going in, and the devices for it. */
export function Preview() {
  const { t } = useTexts();
  const { state, client } = usePreview();
  const { microphone, camera, stream, ids } = state;
  const devices = useDevices(`${microphone} ${camera}`);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream;
  }, [stream]);
  const hears = microphone === "on";
  const films = camera === "on";
  return (
    <section className="preview" aria-label={t("devices.preview")}>
      <div className="tile">
        <video ref={video} className="mirrored" autoPlay playsInline muted hidden={!films} />
        {films && !isProblem(microphone) && (
          <span className="plate">
            <Eye className="icon" aria-hidden />
            <span>{t("devices.asOthers")}</span>
          </span>
        )}
        <PreviewMessage microphone={microphone} camera={camera} />
        {hears && <LevelMeter stream={stream} />}
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
            {films ? (
              <Video className="icon" aria-hidden />
            ) : (
              <VideoOff className="icon" aria-hidden />
            )}
          </button>
        </div>
      </div>
      <div className="devices">
        {(["microphone", "camera"] as const).map((kind) => (
          <DeviceSelect
            key={kind}
            kind={kind}
            devices={devices[kind]}
            chosen={ids[kind]}
            onChoose={(id) => void client.choose(kind, id)}
          />
        ))}
        <IconButton
          ring
          label={t("devices.testSpeaker")}
          onClick={() => void playTestSound(ids.speaker)}
        >
          <Volume2 className="icon" aria-hidden />
        </IconButton>
      </div>
    </section>
  );
}
