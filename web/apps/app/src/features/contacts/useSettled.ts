import { useEffect, useState } from "react";

const quietMs = 250;

/** A value once it has stayed the same for a moment: nobody asks the server for every letter. */
export function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), quietMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
