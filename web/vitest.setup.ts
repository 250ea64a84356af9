import { startI18n } from "@hausruf/i18n";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

startI18n("de");
afterEach(cleanup);
