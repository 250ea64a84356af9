import { showAccent } from "@hausruf/ui";
import { Navigate, Outlet, useLocation } from "@tanstack/react-router";
import { useEffect } from "react";
import { useSession } from "../session/index.ts";

/** Lets only signed-in people through; the others sign in first and come back to where they were. */
export function SignedIn() {
  const { data: session } = useSession();
  const { href } = useLocation();
  const accent = session?.tenant.accentColor ?? null;
  useEffect(() => showAccent(accent), [accent]);
  if (session === null) return <Navigate to="/sign-in" search={{ back: href }} replace />;
  return session ? <Outlet /> : null;
}
