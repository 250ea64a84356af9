import { CircleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";

type Props = { children: ReactNode; action?: ReactNode; ref?: Ref<HTMLDivElement> };

/** Something failed, said where it matters; read out at once. */
export function Notice({ children, action, ref }: Props) {
  return (
    <div className="notice" role="alert" tabIndex={-1} ref={ref}>
      <CircleAlert className="icon" aria-hidden />
      <span>{children}</span>
      {action}
    </div>
  );
}
