import { execFile } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const hausruf = join(dirname(fileURLToPath(import.meta.url)), "../../../hausruf");
const run = promisify(execFile);

/**
 * `./hausruf WORDS` as an administrator types it, until it has ended, within four minutes; answers what it printed.
 *
 * @throws with all it said, if it ends otherwise than well
 */
export async function command(words: string[], settings: Record<string, string>): Promise<string> {
  const env = { ...process.env, ...settings };
  const { stdout } = await run(hausruf, words, { env, timeout: 240_000 });
  return stdout;
}
