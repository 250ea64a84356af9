import { CircleAlert, Info, LogOut, UserPlus, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useTexts } from "@hausruf/i18n";
import { Button } from "./Button.tsx";
import { IconButton } from "./IconButton.tsx";
import { dismiss, dismissAll, onToasts, shownMs, shownToasts, type Toast } from "./toasts.ts";

const icons = { info: Info, join: UserPlus, leave: LogOut, error: CircleAlert };

/** Shows what {@link notify} was given: polite and gone after five seconds; errors at once and until closed. */
export function Toasts({ inside }: { inside?: boolean }) {
  const { t } = useTexts();
  const toasts = useSyncExternalStore(onToasts, shownToasts);
  const [paused, setPaused] = useState(false);
  useEffect(() => dismissAll, []); // what is said belongs to the page that says it
  const pause = () => setPaused(true);
  const goOn = () => setPaused(false);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- reading on hover or focus only pauses
    <section
      className={inside ? "toasts inside" : "toasts"}
      aria-label={t("frame.notifications")}
      aria-live="polite"
      onMouseEnter={pause}
      onMouseLeave={goOn}
      onFocus={pause}
      onBlur={goOn}
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} paused={paused} />
      ))}
    </section>
  );
}

function ToastCard({ toast, paused }: { toast: Toast; paused: boolean }) {
  const { t } = useTexts();
  const isError = toast.kind === "error";
  useEffect(() => {
    if (isError || paused) return;
    const timer = setTimeout(() => dismiss(toast.id), shownMs);
    return () => clearTimeout(timer);
  }, [toast, isError, paused]);
  const Icon = icons[toast.kind];
  const { action } = toast;
  return (
    <div className={`toast ${toast.kind}`} role={isError ? "alert" : undefined}>
      <span className="dot">{toast.icon ?? <Icon className="icon sm" aria-hidden />}</span>
      <span>{toast.text}</span>
      {(action || isError) && (
        <span className="do">
          {action && (
            <Button
              kind="quiet"
              onClick={() => {
                dismiss(toast.id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          {isError && (
            <IconButton label={t("frame.close")} onClick={() => dismiss(toast.id)}>
              <X className="icon sm" aria-hidden />
            </IconButton>
          )}
        </span>
      )}
    </div>
  );
}
