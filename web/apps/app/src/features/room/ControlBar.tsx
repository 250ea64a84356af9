import { useTexts } from "@hausruf/i18n";
import { IconButton } from "@hausruf/ui";
import {
  Mic,
  MicOff,
  Phone,
  ScreenShare,
  Settings2,
  UserPlus,
  Video,
  VideoOff,
} from "lucide-react";
import { ConnectionWord } from "./ConnectionWord.tsx";
import { Control } from "./Control.tsx";
import type { RoomClient } from "./roomClient.ts";
import type { RoomState } from "./roomState.ts";

type Props = {
  state: RoomState;
  client: RoomClient;
  isHost: boolean;
  onHangUp: () => void;
  onInvite: () => void;
  onDevices: () => void;
};

/** Before the video in the page, so that the keyboard reaches microphone and camera first. */
export function ControlBar({ state, client, isHost, onHangUp, onInvite, onDevices }: Props) {
  const { t } = useTexts();
  const me = state.people.find((person) => person.isLocal);
  const { starting } = state;
  const hears = me?.muted === false;
  const films = Boolean(me?.camera);
  const shares = Boolean(me?.screen);
  return (
    <footer className="bar">
      <ConnectionWord state={state} />
      <div className="controls" role="toolbar" aria-label={t("room.controls")}>
        <Control
          icon={hears || starting ? Mic : MicOff}
          caption={t("room.microphone")}
          label={t(hears ? "devices.microphoneOff" : "devices.microphoneOn")}
          look={hears || starting ? undefined : "is-off"}
          onClick={() => void client.switch("microphone")}
        />
        <Control
          icon={films || starting ? Video : VideoOff}
          caption={t("room.camera")}
          label={t(films ? "devices.cameraOff" : "devices.cameraOn")}
          look={films || starting ? undefined : "is-off"}
          onClick={() => void client.switch("camera")}
        />
        {canShare() && (
          <Control
            icon={ScreenShare}
            caption={t("room.share")}
            label={t(shares ? "room.shareStop" : "room.shareStart")}
            look={shares ? "share is-on" : "share"}
            onClick={() => void client.share(!shares)}
          />
        )}
        <Control
          icon={Phone}
          caption={t(isHost ? "room.end" : "room.leave")}
          label={t(isHost ? "room.endForAll" : "room.leaveCall")}
          look="hang"
          onClick={onHangUp}
        />
        {isHost && (
          <Control
            icon={UserPlus}
            caption={t("room.invite")}
            label={t("room.inviteGuest")}
            onClick={onInvite}
          />
        )}
      </div>
      <span className="end">
        <IconButton label={t("room.chooseDevices")} onClick={onDevices}>
          <Settings2 className="icon" aria-hidden />
        </IconButton>
      </span>
    </footer>
  );
}

/** Browsers of phones cannot. */
function canShare(): boolean {
  return navigator.mediaDevices !== undefined && "getDisplayMedia" in navigator.mediaDevices;
}
