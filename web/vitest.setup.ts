import { startI18n } from "@hausruf/i18n";
import { officeTexts } from "@hausruf/i18n/office";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

startI18n("de", officeTexts);
configure({ asyncUtilTimeout: 60_000 }); // a busy machine is slow, not wrong
afterEach(cleanup);

// jsdom knows <dialog> but cannot open it.
HTMLDialogElement.prototype.show = HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};
