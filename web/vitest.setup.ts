import { startI18n } from "@hausruf/i18n";
import { officeTexts } from "@hausruf/i18n/office";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, vi } from "vitest";

startI18n("de", officeTexts);
const patience = 60_000; // a busy machine is slow, not wrong
configure({ asyncUtilTimeout: patience });
const { waitFor } = vi; // has a second, and no setting
vi.waitFor = (look, options = patience) => waitFor(look, options);
afterEach(cleanup);

// jsdom knows <dialog> but cannot open it.
HTMLDialogElement.prototype.show = HTMLDialogElement.prototype.showModal = function () {
  this.open = true;
};
HTMLDialogElement.prototype.close = function () {
  this.open = false;
};
