/** With a fake camera (a moving pattern, ten pictures a second) and fake microphones (a beep a second). */
export const chromiumFlags = [
  "--no-sandbox",
  "--use-fake-ui-for-media-stream",
  "--use-fake-device-for-media-stream=fps=10",
  "--autoplay-policy=no-user-gesture-required",
  "--auto-select-desktop-capture-source=Entire screen",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

/** The one in the middle sees depths, of which calls make nothing. */
export const withThreeCameras = [
  ...chromiumFlags,
  "--use-fake-device-for-media-stream=fps=10,device-count=3", // the last one counts
];
