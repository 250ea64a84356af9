import { useEffect, useRef } from "react";
import { useCallClient } from "./useCalls.ts";

/** A running picture; sound plays elsewhere. One's own camera is a mirror. Another track, another picture. */
export function CallPicture({ who, track }: { who: "me" | "other"; track: string }) {
  const client = useCallClient();
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (video.current && track) return client.media.show(who, video.current);
    return undefined;
  }, [client, who, track]);
  return <video ref={video} className={who} autoPlay playsInline muted />;
}
