import type { LucideIcon } from "lucide-react";

type Props = {
  icon: LucideIcon;
  /** Stays; the label says what a press does. */
  caption: string;
  label: string;
  look?: string | undefined;
  onClick: () => void;
};

/** A round button of the bar with its caption. */
export function Control({ icon: Icon, caption, label, look, onClick }: Props) {
  return (
    <button
      type="button"
      className={look ? `ctl ${look}` : "ctl"}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <span className="disc">
        <Icon className="icon" aria-hidden />
      </span>
      <span>{caption}</span>
    </button>
  );
}
