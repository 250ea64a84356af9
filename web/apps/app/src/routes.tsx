import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouterHistory,
} from "@tanstack/react-router";
import { callSearch } from "./features/calls/index.ts";
import { CrashPage, NotFoundPage, OfficeLayout, SignedIn } from "./features/frame/index.ts";
import { VideocallsPage } from "./features/videocalls/index.ts";

const root = createRootRoute({ notFoundComponent: NotFoundPage });

const start = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/portal/office/videocalls", replace: true });
  },
});

/** `provider`: by the office's link. The server leads here with `step` or `refused`. */
type SignInSearch = { back?: string; provider?: string; step?: string; refused?: string };

function text<Key extends string>(search: Record<string, unknown>, key: Key) {
  const value = search[key];
  return typeof value === "string" ? ({ [key]: value } as { [Each in Key]: string }) : {};
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search): SignInSearch => ({
    ...text(search, "back"),
    ...text(search, "provider"),
    ...text(search, "step"),
    ...text(search, "refused"),
  }),
  component: lazyRouteComponent(() => import("./features/session/SignInPage.tsx"), "SignInPage"),
});

const accountPages = () => import("./features/account/index.ts");

/** Ways to an account: the secret of each stands behind `#`. */
const setUp = createRoute({
  getParentRoute: () => root,
  path: "/portal/setup",
  component: lazyRouteComponent(accountPages, "SetUpPage"),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: "/portal/welcome",
  component: lazyRouteComponent(accountPages, "WelcomePage"),
});

const forgotten = createRoute({
  getParentRoute: () => root,
  path: "/portal/forgotten",
  component: lazyRouteComponent(accountPages, "ForgottenPage"),
});

const reset = createRoute({
  getParentRoute: () => root,
  path: "/portal/reset",
  component: lazyRouteComponent(accountPages, "ResetPage"),
});

const sender = createRoute({
  getParentRoute: () => root,
  path: "/portal/sender",
  component: lazyRouteComponent(accountPages, "SenderPage"),
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

const calls = createRoute({
  getParentRoute: () => office,
  path: "/portal/office/calls",
  validateSearch: callSearch,
  component: lazyRouteComponent(() => import("./features/calls/CallsPage.tsx"), "CallsPage"),
});

const contacts = createRoute({
  getParentRoute: () => office,
  path: "/portal/office/contacts",
  component: lazyRouteComponent(
    () => import("./features/contacts/ContactsPage.tsx"),
    "ContactsPage",
  ),
});

const settings = createRoute({
  getParentRoute: () => office,
  path: "/portal/office/settings",
  component: lazyRouteComponent(() => import("./features/settings/index.ts"), "SettingsPage"),
});

const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/portal/office/settings/account", replace: true });
  },
});

const account = createRoute({
  getParentRoute: () => settings,
  path: "account",
  component: lazyRouteComponent(() => import("./features/settings/index.ts"), "AccountSection"),
});

const people = createRoute({
  getParentRoute: () => settings,
  path: "people",
  component: lazyRouteComponent(() => import("./features/people/index.ts"), "PeopleSection"),
});

const branding = createRoute({
  getParentRoute: () => settings,
  path: "branding",
  component: lazyRouteComponent(
    () => import("./features/settings/branding/index.ts"),
    "BrandingSection",
  ),
});

const callSettings = createRoute({
  getParentRoute: () => settings,
  path: "calls",
  component: lazyRouteComponent(() => import("./features/settings/index.ts"), "CallsSection"),
});

const integrations = createRoute({
  getParentRoute: () => settings,
  path: "integrations",
  component: lazyRouteComponent(
    () => import("./features/settings/integrations/index.ts"),
    "IntegrationsSection",
  ),
});

const identity = createRoute({
  getParentRoute: () => settings,
  path: "identity",
  component: lazyRouteComponent(
    () => import("./features/settings/identity/index.ts"),
    "IdentitySection",
  ),
});

const senders = createRoute({
  getParentRoute: () => settings,
  path: "senders",
  component: lazyRouteComponent(
    () => import("./features/settings/senders/index.ts"),
    "SendersSection",
  ),
});

const retention = createRoute({
  getParentRoute: () => settings,
  path: "retention",
  component: lazyRouteComponent(
    () => import("./features/settings/retention/index.ts"),
    "RetentionSection",
  ),
});

const audit = createRoute({
  getParentRoute: () => settings,
  path: "audit",
  component: lazyRouteComponent(() => import("./features/settings/audit/index.ts"), "AuditSection"),
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
  setUp,
  welcome,
  forgotten,
  reset,
  sender,
  signedIn.addChildren([
    office.addChildren([
      videocalls,
      calls,
      contacts,
      settings.addChildren([
        settingsStart,
        account,
        people,
        branding,
        callSettings,
        integrations,
        identity,
        senders,
        retention,
        audit,
      ]),
    ]),
    room,
  ]),
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
