import { useEffect, useState } from "react";

const now = () => Date.now();

/** Seconds left, down to 0, and how to start it anew. A page that slept meanwhile has not stopped the clock. */
export function useCountdown(seconds = 0): [secondsLeft: number, start: (seconds: number) => void] {
  const [until, setUntil] = useState(() => now() + seconds * 1_000);
  const [time, setTime] = useState(now);
  const left = Math.max(0, Math.ceil((until - time) / 1_000));
  useEffect(() => {
    if (time >= until) return;
    const timer = setTimeout(() => setTime(now()), 1_000);
    return () => clearTimeout(timer);
  }, [time, until]);
  const start = (wait: number) => {
    const from = now();
    setTime(from);
    setUntil(from + wait * 1_000);
  };
  return [left, start];
}
