import type { LucideIcon } from "lucide-react";

type Props = {
  icon: LucideIcon;
  /** What a press does. */
  label: string;
  look?: string | undefined;
  onClick: () => void;
};

export function RoundButton({ icon: Icon, label, look, onClick }: Props) {
  return (
    <button
      type="button"
      className={look ? `round ${look}` : "round"}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <Icon className={look === "hang" ? "icon hang" : "icon"} aria-hidden />
    </button>
  );
}
