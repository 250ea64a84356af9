import { showAccent } from "@hausruf/ui";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
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
  if (session === null) return <Navigate to="/sign-in" search={{ back: href }} replace />;
  return error ? <UnreachablePage error={error} retry={() => void refetch()} /> : null;
}
