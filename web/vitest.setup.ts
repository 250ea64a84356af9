import { startI18n } from "@hausruf/i18n";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

startI18n("de");
afterEach(cleanup);

// jsdom knows <dialog> but cannot open it.
HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};
