import { useLayoutEffect } from "react";

const againMs = 1_000;

/** Says who calls in the tab's title as soon as the page shows it, also when the page below changes its own meanwhile. */
export function useRingTitle(title: string) {
  useLayoutEffect(() => {
    let before = document.title;
    const show = () => {
      if (document.title === title) return;
      before = document.title;
      document.title = title;
    };
    show();
    const timer = setInterval(show, againMs);
    return () => {
      clearInterval(timer);
      if (document.title === title) document.title = before;
    };
  }, [title]);
}
