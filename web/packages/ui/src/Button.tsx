import type { ButtonHTMLAttributes } from "react";

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  kind?: "primary" | "secondary" | "quiet" | "hangup";
  size?: "normal" | "big";
  wide?: boolean;
  /** Work is under way: stays focusable and keeps its place, but does nothing. */
  busy?: boolean;
};

/** The second click of a double click does nothing: it would send the same form again. */
export function Button({
  kind = "secondary",
  size,
  wide,
  busy,
  className,
  onClick,
  ...rest
}: Props) {
  const classes = ["btn", kind, size === "big" && "big", wide && "wide", className];
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(" ")}
      aria-disabled={busy || undefined}
      onClick={(event) => (busy || event.detail > 1 ? event.preventDefault() : onClick?.(event))}
    />
  );
}
