import { useState } from "react";

/** The last value there was: what has been shown stays while it cannot be asked for again. */
export function useLast<T extends object>(value: T | null | undefined): T | undefined {
  const [last, setLast] = useState(value ?? undefined);
  if (value && value !== last) setLast(value);
  return value ?? last;
}
