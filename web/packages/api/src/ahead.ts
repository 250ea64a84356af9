declare global {
  interface Window {
    /** By path; filled by `public/early.js`. */
    hausrufAhead?: Map<string, Promise<Response>>;
  }
}

/** The answer to what was asked before this code was here: whoever asks for it first has it, and nobody twice. */
export function askedAhead(path: string): Promise<Response> | undefined {
  const ahead = globalThis.window?.hausrufAhead;
  const answer = ahead?.get(path);
  ahead?.delete(path);
  return answer;
}

/** Whatever nobody has taken: it was answered to whoever was signed in then. */
export function forgetAhead() {
  globalThis.window?.hausrufAhead?.clear();
}
