import type { FullConfig, Reporter, Suite } from "@playwright/test/reporter";

/** Says at the very end which tests were left out, and why: a run that is green has not looked at those. */
export default class LeftOut implements Reporter {
  private all: Suite | undefined;

  onBegin(_: FullConfig, all: Suite) {
    this.all = all;
  }

  onEnd() {
    const lines = (this.all?.allTests() ?? [])
      .filter((test) => test.outcome() === "skipped" && test.expectedStatus === "skipped")
      .map((test) => {
        const why = test.annotations.find(({ type }) => type === "skip")?.description;
        return `hausruf: LEFT OUT, ${why ?? "without a reason"}: ${test.title}`;
      });
    // the words are what this is for
    for (const line of new Set(lines)) console.log(line);
  }
}
