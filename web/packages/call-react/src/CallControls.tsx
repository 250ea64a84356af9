import { DeviceDialog } from "@hausruf/devices";
import { useTexts } from "@hausruf/i18n";
import { Button } from "@hausruf/ui";
import { Mic, MicOff, Phone, Settings2, Video, VideoOff } from "lucide-react";
import { useState } from "react";
import type { MediaState, OwnCall } from "@hausruf/call-core";
import { RoundButton } from "./RoundButton.tsx";
import { useCallClient } from "./useCalls.ts";

/** Microphone, camera, devices, hang up; before the answer, and for a call that is elsewhere, only what makes sense. */
export function CallControls({ own, media }: { own: OwnCall; media: MediaState }) {
  const { t } = useTexts();
  const client = useCallClient();
  const [choosing, setChoosing] = useState(false);
  const films = media.camera !== null;
  return (
    <div className="dock-controls" role="toolbar" aria-label={t("calls.controls")}>
      {own.phase === "talking" && (
        <>
          <RoundButton
            icon={media.muted ? MicOff : Mic}
            look={media.muted ? "is-off" : undefined}
            label={t(media.muted ? "devices.microphoneOn" : "devices.microphoneOff")}
            onClick={() => client.media.switch("microphone")}
          />
          <RoundButton
            icon={films ? Video : VideoOff}
            look={films ? undefined : "is-off"}
            label={t(films ? "devices.cameraOff" : "devices.cameraOn")}
            onClick={() => client.media.switch("camera")}
          />
          <RoundButton
            icon={Settings2}
            label={t("room.chooseDevices")}
            onClick={() => setChoosing(true)}
          />
        </>
      )}
      {own.phase === "elsewhere" && (
        <Button onClick={client.takeOver}>{t("calls.takeOver")}</Button>
      )}
      <RoundButton icon={Phone} look="hang" label={t("calls.hangUp")} onClick={client.hangUp} />
      {choosing && (
        <DeviceDialog onChoose={client.media.choose} onClose={() => setChoosing(false)} />
      )}
    </div>
  );
}
