import { useTexts } from "@hausruf/i18n";
import { Avatar, Button } from "@hausruf/ui";
import { Phone, Video, VolumeX } from "lucide-react";
import { useId, useLayoutEffect, useRef } from "react";
import type { Incoming } from "@hausruf/call-core";
import { useRingTitle } from "./useRingTitle.ts";

type Props = {
  call: Incoming;
  accept: () => void;
  decline: () => void;
  ringBlocked: boolean;
  ringAloud: () => void;
};

/**
 * The caller's name has the focus, so that whoever types elsewhere neither answers nor declines; for the same reason
 * Escape does nothing.
 */
export function RingDialog({ call, accept, decline, ringBlocked, ringAloud }: Props) {
  const { t, language } = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useRef<HTMLHeadingElement>(null);
  const Kind = call.media === "video" ? Video : Phone;
  useRingTitle(t("calls.incomingFrom", { name: call.from.name }));
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    name.current?.focus();
    return () => {
      element?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- only keeps Escape from closing it
    <dialog
      ref={dialog}
      className="hausruf dialog ring-dialog"
      lang={language}
      role="alertdialog"
      aria-labelledby={`${id}-name`}
      aria-describedby={`${id}-kind ${id}-note`}
      onCancel={(event) => event.preventDefault()}
      onKeyDown={(event) => event.key === "Escape" && event.preventDefault()}
      onClose={(event) => event.currentTarget.open || event.currentTarget.showModal()}
    >
      <div className="dialog-body">
        <p className="kind" id={`${id}-kind`}>
          <Kind className="icon sm" aria-hidden />
          {t(`calls.incoming-${call.media}`)}
        </p>
        <div className="ringer">
          <Avatar name={call.from.name} />
        </div>
        <h2 id={`${id}-name`} ref={name} tabIndex={-1}>
          {call.from.name}
        </h2>
        {ringBlocked && (
          <p className="blocked">
            <VolumeX className="icon sm" aria-hidden />
            <span>{t("calls.ringBlocked")}</span>
            <Button kind="quiet" onClick={ringAloud}>
              {t("calls.ringOn")}
            </Button>
          </p>
        )}
        <div className="two">
          <Button kind="hangup" size="big" onClick={decline}>
            <Phone className="icon hang" aria-hidden />
            {t("calls.decline")}
          </Button>
          <Button className="accept" size="big" busy={call.answering} onClick={accept}>
            {!call.answering && <Phone className="icon" aria-hidden />}
            {t(call.answering ? "calls.answering" : "calls.accept")}
          </Button>
        </div>
        <p className="note" id={`${id}-note`}>
          {t("calls.devicesOff")}
        </p>
      </div>
    </dialog>
  );
}
