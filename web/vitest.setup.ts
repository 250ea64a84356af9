import { startI18n } from "@hausruf/i18n";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

startI18n("de");
configure({ asyncUtilTimeout: 10_000 }); // a busy machine is slow, not wrong
afterEach(cleanup);

// jsdom knows <dialog> but cannot open it.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};
