import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Figures, on the screen and beside those of other days. */
export class Table {
  private readonly rows: string[] = [];
  private readonly title: string;
  private readonly file: string;

  constructor(title: string, file: string) {
    this.title = title;
    this.file = file;
  }

  add(what: string, figure: string, aim: string) {
    this.rows.push(`| ${what} | ${figure} | ${aim} |`);
  }

  write() {
    const text = [
      `# ${this.title}`,
      "",
      circumstances(),
      "",
      "`./hausruf bench`; what was measured is described in `bench/README.md`.",
      "",
      "| What | Measured | Aim |",
      "|---|---|---|",
      ...this.rows,
      "",
    ].join("\n");
    const results = process.env.BENCH_RESULTS;
    if (results) writeFileSync(join(results, this.file), text);
    // the figures are what the run is for
    console.log(text);
  }
}

/** The figures as they were, for whoever calculates with them. */
export function writeJson(file: string, figures: object) {
  const results = process.env.BENCH_RESULTS;
  if (results) writeFileSync(join(results, file), `${JSON.stringify(figures, null, 2)}\n`);
}

export function median(values: number[]): number {
  return percentile(values, 50);
}

/** Nearest rank. */
export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

/** Proportional memory of a process and all its children, in MB: what shared pages cost is counted once. */
export function memoryMb(root: number): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc").filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]));
    } catch {
      // gone meanwhile
    }
  }
  const belongs = (pid: number): boolean =>
    pid === root || (parents.has(pid) && belongs(parents.get(pid) ?? 0));
  let kilobytes = 0;
  for (const pid of parents.keys()) {
    if (!belongs(pid)) continue;
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
  }
  return kilobytes / 1024;
}

/** The machine and the commit a figure was measured on. */
export function circumstances(): string {
  const cpu = /model name\s*:\s*(.*)/.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1] ?? "?";
  const cores = readFileSync("/proc/cpuinfo", "utf8").match(/^processor/gm)?.length;
  const java = process.env.JAVA_HOME ? `${process.env.JAVA_HOME}/bin/java` : "java";
  return [
    `commit ${run("git", "rev-parse", "--short", "HEAD")}`,
    `${cores} cores ${cpu}`,
    `Linux ${run("uname", "-r")}`,
    run(java, "--version").split("\n")[0],
    `Node ${process.version}`,
  ].join(" · ");
}

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: "utf8" }).trim();
}
