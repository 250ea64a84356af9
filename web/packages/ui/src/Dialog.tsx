import { X } from "lucide-react";
import { useId, useLayoutEffect, useRef, type ReactNode } from "react";
import { useTexts } from "@hausruf/i18n";
import { IconButton } from "./IconButton.tsx";

type Props = {
  title: string;
  intro?: ReactNode;
  /** Escape, the cross, or the browser's own way of closing. */
  onClose: () => void;
  /** `alertdialog` for a question that must be answered. */
  role?: "dialog" | "alertdialog";
  children: ReactNode;
};

/**
 * A modal dialog, open while it is rendered. The browser keeps focus inside and gives it back afterwards; the element
 * with `data-autofocus` has it first.
 */
export function Dialog({ title, intro, onClose, role, children }: Props) {
  const { t } = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    element?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => element?.close(); // while still in the page, so that focus returns to what opened it
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      role={role}
      aria-labelledby={id}
      aria-describedby={intro ? `${id}-intro` : undefined}
      onClose={(event) => event.currentTarget.open || onClose()}
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
}
