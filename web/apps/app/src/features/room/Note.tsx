import type { ReactNode } from "react";

type Props = { icon: ReactNode; action?: ReactNode; children: ReactNode };

/** Something that lasts, said over the picture. */
export function Note({ icon, action, children }: Props) {
  return (
    <div className="note">
      {icon}
      <span>{children}</span>
      {action}
    </div>
  );
}
