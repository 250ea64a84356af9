import { useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

/** Goes elsewhere, once: the router's own goes again whenever it renders again on the way. */
export function Redirect({ to }: { to: string }) {
  const { history } = useRouter();
  const first = useRef(to);
  useEffect(() => history.replace(first.current), [history]);
  return null;
}
