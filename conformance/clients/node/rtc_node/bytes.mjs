// Compares bytes as bytes. Vitest goes through them one by one, with seconds for a megabyte, in which the tests beside it
// find their ten over.
import { expect } from "vitest";

expect.addEqualityTesters([
  (a, b) => (a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : undefined),
]);
