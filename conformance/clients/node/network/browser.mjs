// A browser with one page, told what to do on standard input: one line of JSON each, [function of page.js, arguments],
// answered by one of JSON with what it gave, or why it did not. It ends with its input. To be run inside a network
// namespace, where nobody outside could reach a browser's own port.
//
// usage: node browser.mjs chromium|firefox PROGRAM
import { createServer } from "node:http";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [kind, executablePath] = process.argv.slice(2);

const launches = {
  chromium: {
    browser: "chrome",
    args: [
      "--no-sandbox",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream=fps=15",
      "--autoplay-policy=no-user-gesture-required",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-features=WebRtcHideLocalIpsWithMdns",
    ],
  },
  firefox: {
    browser: "firefox",
    extraPrefsFirefox: {
      "media.navigator.streams.fake": true,
      "media.navigator.permission.disabled": true,
      "media.autoplay.default": 0,
    },
  },
};

const scripts = ["livekit-client", "./page.js"].map((name) =>
  readFileSync(createRequire(import.meta.url).resolve(name), "utf8"),
);
// A page of this machine may use devices without TLS, and a server with a key that everybody knows.
const pages = createServer((request, answer) => {
  const script = /^\/(\d)\.js$/.exec(request.url)?.[1];
  answer.setHeader("content-type", script ? "text/javascript" : "text/html");
  answer.end(
    script
      ? scripts[script]
      : '<!doctype html><script src="/0.js"></script><script src="/1.js"></script>',
  );
}).listen(0, "127.0.0.1");
await once(pages, "listening");

const browser = await puppeteer.launch({
  ...launches[kind],
  executablePath,
  timeout: 180_000,
  protocolTimeout: 180_000,
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(180_000);
  page.on("console", (message) => console.error(message.text()));
  await page.setViewport({ width: 1000, height: 700 });
  await page.goto(`http://localhost:${pages.address().port}/`);
  say({ gave: "ready" });
  for await (const line of createInterface({ input: process.stdin })) {
    const [what, ...args] = JSON.parse(line);
    try {
      say({ gave: await page.evaluate((name, given) => window.lab[name](...given), what, args) });
    } catch (error) {
      say({ failed: `${what}: ${error.message}` });
    }
  }
} finally {
  await browser.close();
  pages.close();
}

function say(answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
