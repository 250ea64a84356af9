import type { ReactNode } from "react";

/** A call's status; never by colour alone, the dot's shape differs as well. */
export function Badge(props: {
  status: "draft" | "active" | "ended" | "expired";
  children: ReactNode;
}) {
  return <span className={`badge ${props.status}`}>{props.children}</span>;
}
