/** The browser's side of push subscriptions; the one place that touches its interfaces. */
export interface PushDevice {
  /** Whether calls can be told here while no page is open. */
  readonly isSupported: boolean;
  permission(): NotificationPermission;
  /** Only after a click: browsers hold it against a page otherwise. */
  askPermission(): Promise<NotificationPermission>;
  /** Subscribes for that key, or says how it has subscribed already. */
  subscribe(key: string): Promise<PushSubscriptionJSON>;
  /** Also when there is nothing to end. */
  unsubscribe(): Promise<void>;
  label(): string;
}

const worker = "/push-worker.js";
const scope = "/portal/";

export const browserDevice: PushDevice = {
  isSupported: "serviceWorker" in navigator && "PushManager" in globalThis && hasNotifications(),
  permission: () => Notification.permission,
  askPermission: () => Notification.requestPermission(),
  async subscribe(key) {
    await navigator.serviceWorker.register(worker, { scope, updateViaCache: "none" });
    const registration = await activated();
    const before = await registration.pushManager.getSubscription();
    if (before && keyOf(before) === key) return before.toJSON();
    await before?.unsubscribe(); // the server has another key now
    const wanted = { userVisibleOnly: true, applicationServerKey: key };
    return (await registration.pushManager.subscribe(wanted)).toJSON();
  },
  async unsubscribe() {
    const registration = await navigator.serviceWorker.getRegistration(scope);
    const subscription = await registration?.pushManager.getSubscription();
    await subscription?.unsubscribe();
  },
  label: () => `${browserName()}, ${systemName()}`,
};

function hasNotifications() {
  return "Notification" in globalThis && "showNotification" in ServiceWorkerRegistration.prototype;
}

/** `navigator.serviceWorker.ready` waits for the page's own scope, which may be another one. */
async function activated(): Promise<ServiceWorkerRegistration> {
  const registration = await navigator.serviceWorker.getRegistration(scope);
  if (!registration) throw new Error("the service worker is not registered");
  const coming = registration.installing ?? registration.waiting;
  if (registration.active || !coming) return registration;
  return new Promise((done, failed) => {
    const look = () => {
      if (coming.state === "activated") done(registration);
      // its script could not be run, or a newer one has taken its place
      if (coming.state === "redundant") failed(new Error("the service worker did not start"));
    };
    coming.addEventListener("statechange", look);
    look(); // it may have changed before anybody listened
  });
}

function keyOf({ options }: PushSubscription): string {
  const bytes = new Uint8Array(options.applicationServerKey ?? []);
  return btoa(String.fromCodePoint(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** In the order in which they name each other. */
const browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
const systems = ["Android", "iPhone", "iPad", "Windows", "Mac", "Linux"];

const browserName = () => named(browsers).replace("Edg", "Edge").replace("OPR", "Opera");
const systemName = () => named(systems);

function named(words: readonly string[]): string {
  return words.find((word) => navigator.userAgent.includes(word)) ?? "?";
}
