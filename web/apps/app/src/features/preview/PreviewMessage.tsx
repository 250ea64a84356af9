import { useTexts } from "@hausruf/i18n";
import { problemTexts, type DeviceProblem, type PreviewState } from "@hausruf/devices";

type Props = Pick<PreviewState, "microphone" | "camera">;

/** What keeps the tile dark, how to change it, and that joining works all the same. */
export function PreviewMessage({ microphone, camera }: Props) {
  const { t } = useTexts();
  const problems = problemTexts({
    ...(isProblem(microphone) && { microphone }),
    ...(isProblem(camera) && { camera }),
  });
  return (
    <div className={camera === "on" ? "message beside" : "message"} role="status">
      {problems.map(({ kind, problem }) => (
        <p key={kind}>
          <strong>{t(`devices.${kind}-${problem}`)}</strong> {t(`devices.hint-${problem}`)}
        </p>
      ))}
      {problems.length > 0 && <p>{t("devices.withoutDevices")}</p>}
      {camera === "off" && problems.length === 0 && <p>{t("devices.cameraIsOff")}</p>}
      {camera === "starting" && <p>{t("devices.cameraStarting")}</p>}
    </div>
  );
}

export function isProblem(state: PreviewState["camera"]): state is DeviceProblem {
  return state !== "on" && state !== "off" && state !== "starting";
}
