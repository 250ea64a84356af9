import { useTexts } from "@hausruf/i18n";
import { ChevronDown, Mic, Video, Volume2 } from "lucide-react";
import { useId } from "react";
import type { DeviceKind } from "./deviceChoices.ts";
import type { Device } from "./useDevices.ts";

type Props = {
  kind: DeviceKind;
  devices: readonly Device[];
  chosen: string | undefined;
  onChoose: (id: string) => void;
};

const icons = { microphone: Mic, camera: Video, speaker: Volume2 };

export function DeviceSelect({ kind, devices, chosen, onChoose }: Props) {
  const { t } = useTexts();
  const id = useId();
  const Icon = icons[kind];
  const present = devices.some((device) => device.id === chosen);
  return (
    <div className="field">
      <label htmlFor={id}>{t(`devices.${kind}`)}</label>
      <div className="input-wrap">
        <Icon className="icon" aria-hidden />
        <select
          id={id}
          className="input"
          value={present ? chosen : (devices[0]?.id ?? "")}
          onChange={(event) => onChoose(event.target.value)}
        >
          {devices.length === 0 && <option value="">{t("devices.noneFound")}</option>}
          {devices.map((device, index) => (
            <option key={device.id} value={device.id}>
              {device.label || unnamed(index + 1)}
            </option>
          ))}
        </select>
        <ChevronDown className="icon chev" aria-hidden />
      </div>
    </div>
  );

  function unnamed(number: number) {
    return t("devices.unnamed", { kind: t(`devices.${kind}`), number });
  }
}
