import "@hausruf/i18n/calling";
import { ringsNowhere } from "@hausruf/call-core";
import { useTexts } from "@hausruf/i18n";
import { Avatar, IconButton } from "@hausruf/ui";
import { Maximize2, Minimize2 } from "lucide-react";
import { useState } from "react";
import { CallControls } from "./CallControls.tsx";
import { CallNotes } from "./CallNotes.tsx";
import { CallStatus } from "./CallStatus.tsx";
import { OverActions } from "./OverActions.tsx";
import { CallPicture } from "./CallPicture.tsx";
import { useCalls } from "./useCalls.ts";
import { useDockFocus } from "./useDockFocus.ts";
import "./dock.css";

/** One's own call, from dialling to how it ended; stays where it is while one moves through the app. */
export function ActiveCallView() {
  const { t, language } = useTexts();
  const { state, media } = useCalls();
  const [enlarged, setEnlarged] = useState(false);
  const focus = useDockFocus(state);
  const { own } = state;
  if (own.phase === "idle") return null;
  const seen = own.phase === "talking" && (media.other.camera ?? media.camera) !== null;
  const isLarge = enlarged && seen;
  const { name } = own.party;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only knows where the focus is
    <section
      {...focus}
      className={["hausruf call-dock", seen && "seen", isLarge && "large"]
        .filter(Boolean)
        .join(" ")}
      aria-label={t("calls.current", { name })}
      lang={language}
      tabIndex={-1}
    >
      {seen && (
        <div className="pictures">
          {media.other.camera ? (
            <CallPicture who="other" track={media.other.camera} />
          ) : (
            <Avatar name={name} />
          )}
          {media.camera && <CallPicture who="me" track={media.camera} />}
        </div>
      )}
      <div className="dock-head">
        <Avatar name={name} />
        <div>
          <strong>{name}</strong>
          <CallStatus own={own} presence={state.presence} media={media} />
        </div>
        {seen && (
          <IconButton
            label={t(isLarge ? "calls.shrink" : "calls.enlarge")}
            onClick={() => setEnlarged(!isLarge)}
          >
            {isLarge ? (
              <Minimize2 className="icon" aria-hidden />
            ) : (
              <Maximize2 className="icon" aria-hidden />
            )}
          </IconButton>
        )}
      </div>
      {own.phase === "talking" && <CallNotes media={media} />}
      <div className="dock-notes" aria-live="polite">
        {ringsNowhere(state) && <p>{t("calls.notConnected")}</p>}
      </div>
      {own.phase === "over" ? <OverActions own={own} /> : <CallControls own={own} media={media} />}
    </section>
  );
}
