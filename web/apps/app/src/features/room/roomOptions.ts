import {
  LogLevel,
  ScreenSharePresets,
  setLogLevel,
  VideoPresets,
  type RoomOptions,
} from "livekit-client";
import { deviceChoices } from "../devices/index.ts";

setLogLevel(LogLevel.warn); // a console full of normal events hides the one that matters

/** How we publish. One layer for all: until the engine forwards simulcast, refused layers would cost and give nothing. */
export function roomOptions(): RoomOptions {
  const { speaker } = deviceChoices().ids;
  return {
    adaptiveStream: false,
    dynacast: false,
    singlePeerConnection: false, // the engine speaks to two; asking for one first costs a round trip
    disconnectOnPageLeave: true,
    // As wide as the stage beside the panel, and light enough for the weakest line in the room.
    videoCaptureDefaults: { resolution: VideoPresets.h540.resolution },
    publishDefaults: {
      simulcast: false,
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
