import { useEffect, useRef, useState } from "react";
import type { RoomClient } from "./roomClient.ts";
import type { Person } from "./roomState.ts";

type Props = {
  person: Person;
  what: "camera" | "screen";
  /** Another track means another picture in the same place. */
  track: string;
  client: RoomClient;
};

/** A running picture; sound plays elsewhere, so nothing is lost by muting this. One's own camera is a mirror. */
export function Picture({ person: { id, isLocal }, what, track, client }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const [portrait, setPortrait] = useState(false);
  useEffect(() => {
    if (video.current && track) return client.show(id, what, video.current);
  }, [client, id, what, track]);
  const classes = [isLocal && what === "camera" && "mirrored", portrait && "portrait"];
  return (
    <video
      ref={video}
      className={classes.filter(Boolean).join(" ") || undefined}
      autoPlay
      playsInline
      muted
      onResize={({ currentTarget: { videoWidth, videoHeight } }) =>
        setPortrait(videoHeight > videoWidth)
      }
    />
  );
}
