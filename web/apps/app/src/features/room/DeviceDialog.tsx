import { useTexts } from "@hausruf/i18n";
import { Button, Dialog } from "@hausruf/ui";
import { useState } from "react";
import {
  canChooseSpeaker,
  deviceChoices,
  DeviceSelect,
  playTestSound,
  useDevices,
  type DeviceKind,
} from "../devices/index.ts";
import type { RoomClient } from "./roomClient.ts";

/** Another microphone, camera or speaker while the call goes on. */
export function DeviceDialog({ client, onClose }: { client: RoomClient; onClose: () => void }) {
  const { t } = useTexts();
  const [ids, setIds] = useState(deviceChoices().ids);
  const devices = useDevices(client);
  const kinds: DeviceKind[] = ["microphone", "camera"];
  if (canChooseSpeaker()) kinds.push("speaker");
  const choose = (kind: DeviceKind, id: string) => {
    setIds({ ...ids, [kind]: id });
    void client.choose(kind, id);
  };
  return (
    <Dialog title={t("devices.title")} onClose={onClose}>
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
        <Button onClick={() => void playTestSound(ids.speaker)}>{t("devices.testSpeaker")}</Button>
        <Button kind="primary" onClick={onClose}>
          {t("frame.close")}
        </Button>
      </div>
    </Dialog>
  );
}
