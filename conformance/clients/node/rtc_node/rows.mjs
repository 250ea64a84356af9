/** Says one line per test, in the order of its file: its name, tab, "ok" or why not. */
export class Rows {
  onTestModuleEnd(module) {
    for (const test of module.children.allTests()) {
      const { state, errors = [] } = test.result();
      say(test.fullName, state === "passed" ? [] : errors.length > 0 ? errors : [{ message: state }]);
    }
    if (module.errors().length > 0) say(module.moduleId, module.errors());
  }

  onTestRunEnd(modules, errors) {
    if (errors.length > 0) say("nothing fails outside of a test", errors);
  }
}

function say(name, errors) {
  const why = errors.map((error) => String(error.message).replace(/\s+/g, " ")).join("; ");
  console.log(`${name}\t${why || "ok"}`);
}
