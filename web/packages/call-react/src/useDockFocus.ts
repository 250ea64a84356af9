import type { CallState } from "@hausruf/call-core";
import { useLayoutEffect, useRef, type FocusEvent } from "react";

/**
 * Who calls or answers has the call's buttons under the next Tab, wherever in a long page they were. The focus stays in the
 * call when the button that had it goes away, and afterwards is where it was before.
 */
export function useDockFocus({ own, incoming }: CallState) {
  const dock = useRef<HTMLElement>(null);
  const inside = useRef(false);
  const before = useRef<Element | null>(null);
  const last = useRef({ phase: own.phase, answering: false });
  useLayoutEffect(() => {
    const was = last.current;
    const { phase } = own;
    last.current = { phase, answering: incoming.some((one) => one.answering) };
    if (phase === "idle") {
      if (inside.current && before.current instanceof HTMLElement) before.current.focus();
      inside.current = false;
      return;
    }
    const begun = phase === "dialling" || (phase === "talking" && was.answering);
    const isBegun = begun && phase !== was.phase;
    // A browser tells nobody that what had the focus was taken out of the page.
    const isLost = inside.current && document.activeElement === document.body;
    if (isBegun && !inside.current) before.current = document.activeElement;
    if (isBegun || isLost) dock.current?.focus({ preventScroll: true });
  });
  return {
    ref: dock,
    onFocus({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) {
      if (!inside.current && relatedTarget && !currentTarget.contains(relatedTarget))
        before.current = relatedTarget;
      inside.current = true;
    },
    onBlur({ relatedTarget, currentTarget }: FocusEvent<HTMLElement>) {
      // Of a window that another one covers, the focus is still where it was.
      inside.current = currentTarget.contains(relatedTarget ?? document.activeElement);
    },
  };
}
