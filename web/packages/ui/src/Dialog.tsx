import { X } from "lucide-react";
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { useTexts } from "@hausruf/i18n";
import { IconButton } from "./IconButton.tsx";

type Props = {
  title: string;
  intro?: ReactNode;
  /** Escape, the cross, or the browser's own way of closing. */
  onClose: () => void;
  /** `alertdialog` for a question that must be answered. */
  role?: "dialog" | "alertdialog";
  /**
   * Covers only the part of the page it is put into, and leaves the rest in reach: the controls of a call. Whoever puts
   * it there makes what it covers `inert`.
   */
  beside?: boolean;
  /** Another dialog lies above this one. */
  covered?: boolean;
  children: ReactNode;
};

/**
 * A dialog, open while it is rendered. The browser keeps focus inside and gives it back afterwards; the element with
 * `data-autofocus` has it first.
 */
export function Dialog({ title, intro, onClose, role, beside, covered, children }: Props) {
  const { t } = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    if (beside) element?.show();
    else element?.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      element?.close(); // while still in the page, so that focus returns to what opened it
      queueMicrotask(() => giveBack(opener));
    };
  }, [beside]);
  const listens = beside && !covered;
  useEffect(() => {
    if (!listens) return;
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) onClose();
    };
    document.addEventListener("keydown", closeOnEscape);
    return () => document.removeEventListener("keydown", closeOnEscape);
  }, [listens, onClose]);
  const element = (
    <dialog
      ref={dialog}
      className="dialog"
      role={role}
      aria-labelledby={id}
      aria-describedby={intro ? `${id}-intro` : undefined}
      // Escape counts at once: the browser tells of its own closing later, which would take away what was opened since.
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return; // a file not chosen inside says so, too
        event.preventDefault();
        onClose();
      }}
      onClose={({ currentTarget: { open, isConnected } }) => {
        if (!open && isConnected) onClose();
      }}
    >
      <div className="dialog-body">
        <div className="dialog-head">
          <div>
            <h2 id={id}>{title}</h2>
            {intro && <p id={`${id}-intro`}>{intro}</p>}
          </div>
          <IconButton label={t("frame.close")} onClick={onClose}>
            <X className="icon" aria-hidden />
          </IconButton>
        </div>
        {children}
      </div>
    </dialog>
  );
  return beside ? (
    <div className="beside" inert={covered}>
      {element}
    </div>
  ) : (
    element
  );
}

/** What opened a dialog may have been covered until it was gone; if it is gone itself, the page's heading stands in. */
function giveBack(opener: Element | null) {
  const isLost = document.activeElement === null || document.activeElement === document.body;
  const to = opener?.isConnected ? opener : document.querySelector("h1");
  if (isLost && to instanceof HTMLElement) to.focus({ preventScroll: to !== opener });
}
