import { showAccent } from "@hausruf/ui";
import { Outlet, useLocation, useMatch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Redirect } from "../../Redirect.tsx";
import { useSession } from "../session/index.ts";
import { UnreachablePage } from "./UnreachablePage.tsx";

/**
 * Lets only signed-in people through; the others sign in first and come back to where they were. A room one is in is not
 * taken away when the session ends: a call must not depend on it.
 */
export function SignedIn() {
  const { data: session, error, refetch } = useSession();
  const room = useMatch({
    from: "/signed-in/portal/office/videocalls/$callId",
    shouldThrow: false,
  });
  const [wasSignedIn, setWasSignedIn] = useState(false);
  if (session && !wasSignedIn) setWasSignedIn(true);
  const accent = session?.tenant.accentColor;
  useEffect(() => {
    if (accent) showAccent(accent);
  }, [accent]);
  useEffect(() => () => showAccent(null), []);
  if (session || (wasSignedIn && room)) return <Outlet />;
  if (session === null) return <SignInFirst />;
  return error ? <UnreachablePage error={error} retry={() => void refetch()} /> : null;
}

export function SignInFirst() {
  const { href } = useLocation();
  return <Redirect to={`/sign-in?${new URLSearchParams({ back: href })}`} />;
}
