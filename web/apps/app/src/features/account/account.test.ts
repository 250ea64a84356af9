import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deviceOf } from "./deviceOf.ts";
import { forgetLink, takeLink } from "./linkToken.ts";

const token = "0123456789abcdef".repeat(4);
const id = "01a1fd8d-0d25-74da-a4b3-134172823a4f";

beforeEach(() => sessionStorage.clear());
afterEach(() => history.replaceState(null, "", "/"));

describe("the secret of a link", () => {
  it("leaves the address bar and outlives a reload, until it is used", () => {
    history.replaceState(null, "", `/portal/welcome#${id}.${token}`);
    expect(takeLink()).toEqual({ id, token });
    expect(location.hash).toBe("");
    expect(takeLink()).toEqual({ id, token });
    forgetLink();
    expect(takeLink()).toBeNull();
  });

  it("is that of its page alone", () => {
    history.replaceState(null, "", `/portal/setup#${token}`);
    expect(takeLink()).toEqual({ id: "", token });
    history.replaceState(null, "", "/portal/reset");
    expect(takeLink()).toBeNull();
  });

  it("is none where the link was cut off", () => {
    history.replaceState(null, "", `/portal/welcome#${id}.${token.slice(1)}`);
    expect(takeLink()).toBeNull();
  });
});

describe("a device", () => {
  it.each([
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"],
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0",
      "Edge",
      "Windows",
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari",
      "iPhone",
    ],
    ["curl/8.9", null, null],
  ])("%s", (client, browser, system) => {
    expect(deviceOf(client)).toEqual({ browser, system });
  });
});
