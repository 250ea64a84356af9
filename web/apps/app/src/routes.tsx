import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router";
import { CrashPage, NotFoundPage, OfficeLayout, SignedIn } from "./features/frame/index.ts";
import { SignInPage } from "./features/session/index.ts";
import { VideocallsPage } from "./features/videocalls/index.ts";

const root = createRootRoute({ notFoundComponent: NotFoundPage });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/portal/office/videocalls", replace: true });
  },
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): { back?: string } =>
    typeof search["back"] === "string" ? { back: search["back"] } : {},
  component: SignInPage,
});

/** Everything below needs an account. */
const signedIn = createRoute({ getParentRoute: () => root, id: "signed-in", component: SignedIn });

const office = createRoute({
  getParentRoute: () => signedIn,
  id: "office",
  component: OfficeLayout,
});

const videocalls = createRoute({
  getParentRoute: () => office,
  path: "/portal/office/videocalls",
  component: VideocallsPage,
});

/** The room fills the window and brings the media client: loaded when needed. */
const room = createRoute({
  getParentRoute: () => signedIn,
  path: "/portal/office/videocalls/$callId",
  component: lazyRouteComponent(() => import("./features/room/RoomRoute.tsx"), "RoomRoute"),
});

const routeTree = root.addChildren([
  start,
  signIn,
  signedIn.addChildren([office.addChildren([videocalls]), room]),
]);

export function createOfficeRouter(history?: RouterHistory) {
  const router = createRouter({
    routeTree,
    defaultErrorComponent: CrashPage,
    defaultPreload: "intent",
    ...(history && { history }),
  });
  // A new page is announced by its heading, unless it has put the focus somewhere itself.
  router.subscribe("onRendered", ({ pathChanged, fromLocation }) => {
    if (fromLocation && pathChanged && document.activeElement === document.body)
      document.querySelector("h1")?.focus();
  });
  return router;
}

export type OfficeRouter = ReturnType<typeof createOfficeRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: OfficeRouter;
  }
}
