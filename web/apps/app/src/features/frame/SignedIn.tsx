import { showAccent } from "@hausruf/ui";
import { Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { Redirect } from "../../Redirect.tsx";
import { useSession } from "../session/index.ts";
import { UnreachablePage } from "./UnreachablePage.tsx";

/** Lets only signed-in people through; the others sign in first and come back to where they were. */
export function SignedIn() {
  const { data: session, error, refetch } = useSession();
  const { href } = useLocation();
  const accent = session?.tenant.accentColor;
  useEffect(() => {
    showAccent(accent ?? null);
    return () => showAccent(null);
  }, [accent]);
  if (session) return <Outlet />;
  if (session === null) return <Redirect to={`/sign-in?${new URLSearchParams({ back: href })}`} />;
  return error ? <UnreachablePage error={error} retry={() => void refetch()} /> : null;
}
