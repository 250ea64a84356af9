import { useTexts } from "@hausruf/i18n";
import { dismiss, notify, replaceToast } from "@hausruf/ui";
import { MicOff, ScreenShareOff, VideoOff } from "lucide-react";
import { useEffect, useRef } from "react";
import { problemTexts, type CapturedKind, type DeviceProblems } from "@hausruf/devices";
import { announce, type PresenceKind, type PresenceToast } from "./presence.ts";
import type { RoomClient, RoomNotice } from "./roomClient.ts";

const struck = { microphone: MicOff, camera: VideoOff, both: MicOff };

/** Turns what happens in the room into messages. */
export function useRoomNotices(client: RoomClient, chooseDevices: () => void) {
  const { t } = useTexts();
  const presence = useRef<readonly PresenceToast[]>([]);
  const ids = useRef(new WeakMap<PresenceToast, number>());

  useEffect(() => client.onNotice(show));

  function show(notice: RoomNotice) {
    switch (notice.type) {
      case "joined":
      case "left":
        return showPresence(notice.type, notice.name || t("room.guest"));
      case "device-lost":
        return showLost(notice.kind);
      case "device-problems":
        return showProblems(notice.problems);
      case "share-failed":
        return void notify({
          kind: "error",
          icon: <ScreenShareOff className="icon sm" aria-hidden />,
          text: t(notice.denied ? "room.shareDenied" : "room.shareFailed"),
        });
    }
  }

  function showPresence(kind: PresenceKind, name: string) {
    const before = presence.current;
    presence.current = announce(before, kind, name, performance.now());
    const added = presence.current.at(-1);
    if (!added) return;
    const toast = { kind: toastKinds[kind], text: <PresenceText toast={added} /> };
    const merged = added.names.length > 1 ? before.filter((one) => one.kind === kind) : [];
    const [last, ...others] = merged.map((one) => ids.current.get(one) ?? 0).toReversed();
    for (const id of others) dismiss(id);
    ids.current.set(added, last && replaceToast(last, toast) ? last : notify(toast));
  }

  function showLost(kind: CapturedKind) {
    const Icon = struck[kind];
    notify({
      kind: "error",
      icon: <Icon className="icon sm" aria-hidden />,
      text: t(`devices.${kind}Lost`),
      action: { label: t("devices.chooseOther"), run: chooseDevices },
    });
  }

  function showProblems(problems: DeviceProblems) {
    for (const { kind, problem } of problemTexts(problems)) {
      const Icon = struck[kind];
      notify({
        kind: "error",
        icon: <Icon className="icon sm" aria-hidden />,
        text: `${t(`devices.${kind}-${problem}`)} ${t(`devices.hint-${problem}`)}`,
      });
    }
  }
}

const toastKinds = { joined: "join", left: "leave" } as const;

/** The name stands out; it is put in as text, so that no name can be markup. */
function PresenceText({ toast: { kind, names } }: { toast: PresenceToast }) {
  const { t } = useTexts();
  if (names.length > 1)
    return t(kind === "joined" ? "room.manyJoined" : "room.manyLeft", { count: names.length });
  const [before, after] = t(`room.${kind}`, { name: "|" }).split("|");
  return (
    <>
      {before}
      <b>{names[0]}</b>
      {after}
    </>
  );
}
