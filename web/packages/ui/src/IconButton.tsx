import type { ButtonHTMLAttributes, ReactNode } from "react";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "aria-label"> & {
  /** What pressing it does; read out and shown as a tooltip. */
  label: string;
  ring?: boolean;
  children: ReactNode;
};

export function IconButton({ label, ring, className, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={label}
      className={["icon-btn", ring && "ringed", className].filter(Boolean).join(" ")}
    />
  );
}
