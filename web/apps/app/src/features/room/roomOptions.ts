import {
  DefaultReconnectPolicy,
  LogLevel,
  ScreenSharePresets,
  setLogLevel,
  VideoPresets,
  type RoomOptions,
} from "livekit-client";
import { deviceChoices } from "@hausruf/devices";

setLogLevel(LogLevel.warn); // a console full of normal events hides the one that matters

/** The media client's own waits grow to seven seconds, which is long to look at a frozen face. */
const reconnectWaitsMs = [0, 300, 1_200, 2_700, ...Array<number>(9).fill(3_000)];

/** How we publish and watch: in layers, of which everyone gets the one that fits its tile, and nobody sends one for no one. */
export function roomOptions(): RoomOptions {
  const { speaker } = deviceChoices().ids;
  return {
    adaptiveStream: true,
    dynacast: true,
    singlePeerConnection: false, // the engine speaks to two; asking for one first costs a round trip
    disconnectOnPageLeave: true,
    reconnectPolicy: new DefaultReconnectPolicy(reconnectWaitsMs),
    // As wide as the stage beside the panel.
    videoCaptureDefaults: { resolution: VideoPresets.h540.resolution },
    publishDefaults: {
      simulcast: true,
      videoCodec: "vp8",
      backupCodec: false,
      videoEncoding: VideoPresets.h540.encoding,
      screenShareEncoding: ScreenSharePresets.h1080fps15.encoding,
      dtx: true,
      red: false,
    },
    ...(speaker && { audioOutput: { deviceId: speaker } }),
  };
}
