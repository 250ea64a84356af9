import { expect } from "@playwright/test";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "../support/test.ts";

const machine = join(
  dirname(fileURLToPath(import.meta.url)),
  "../../../packaging/src/test/machine",
);

const kinds = {
  service: "installed as the documentation says, it runs as the systemd unit has it run",
  image: "the image's recipe makes what runs where nothing but its data can be written",
};

/** All that the machine does which a container may forbid. */
const made = `
  for each in python3 setpriv chroot; do command -v $each; done
  mount --make-rprivate /
  mount --bind /usr/bin /mnt
  mount -o remount,bind,ro /mnt
  mount -t tmpfs tmp /mnt
  mount -t proc -o hidepid=invisible proc /proc`;
const canBeMade = () =>
  spawnSync("unshare", ["--mount", "--net", "--pid", "--fork", "sh", "-ec", made]).status === 0;

for (const [kind, sentence] of Object.entries(kinds))
  test(sentence, async () => {
    test.setTimeout(1_800_000); // up to three starts of everything, each on what was never started
    test.skip(process.getuid?.() !== 0, "needs root: it makes a machine of Linux namespaces");
    test.skip(!canBeMade(), "needs python3, setpriv and leave to make namespaces and to mount");
    const root = await mkdtemp(join(tmpdir(), "hausruf-machine-"));
    let said = "";
    const child = spawn(machine, [kind, root], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", (text) => (said += text));
    child.stderr.on("data", (text) => (said += text));
    try {
      const [code] = await once(child, "close");
      expect(code, said).toBe(0);
      expect(said).toContain(`machine: done: ${kind}`);
    } finally {
      child.kill("SIGKILL"); // and all that it has started
      await rm(root, { recursive: true, force: true });
    }
  });
