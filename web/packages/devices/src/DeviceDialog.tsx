import { useTexts } from "@hausruf/i18n";
import { Button, Dialog } from "@hausruf/ui";
import { useState } from "react";
import { deviceChoices, type DeviceKind } from "./deviceChoices.ts";
import { DeviceSelect } from "./DeviceSelect.tsx";
import { SpeakerTest } from "./SpeakerTest.tsx";
import { canChooseSpeaker, useDevices } from "./useDevices.ts";

type Props = {
  /** See {@link Dialog}. */
  beside?: boolean;
  onChoose: (kind: DeviceKind, id: string) => void;
  onClose: () => void;
};

/** Another microphone, camera or speaker while a call goes on. */
export function DeviceDialog({ beside = false, onChoose, onClose }: Props) {
  const { t } = useTexts();
  const [ids, setIds] = useState(deviceChoices().ids);
  const devices = useDevices(true);
  const kinds: DeviceKind[] = ["microphone", "camera"];
  if (canChooseSpeaker()) kinds.push("speaker");
  const choose = (kind: DeviceKind, id: string) => {
    setIds({ ...ids, [kind]: id });
    onChoose(kind, id);
  };
  return (
    <Dialog beside={beside} title={t("devices.title")} onClose={onClose}>
      {kinds.map((kind) => (
        <DeviceSelect
          key={kind}
          kind={kind}
          devices={devices[kind]}
          chosen={ids[kind]}
          onChoose={(id) => choose(kind, id)}
        />
      ))}
      <div className="dialog-foot">
        <SpeakerTest speaker={ids.speaker} />
        <Button kind="primary" onClick={onClose}>
          {t("frame.close")}
        </Button>
      </div>
    </Dialog>
  );
}
