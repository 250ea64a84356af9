// A host page's back end: it knows who sits at the page, and keeps the API key to itself.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";

const { HAUSRUF_SERVER: server, HAUSRUF_API_KEY: key } = process.env;
const [folder, port] = process.argv.slice(2);
const missing = Object.entries({
  "HAUSRUF_SERVER: where Hausruf is, such as https://office.example": server,
  "HAUSRUF_API_KEY: made by an admin under Settings → Integrations, begins with hrk_": key,
  "the page's folder: call-button or call-react/dist": folder,
  "the port to listen at, such as 3000": port,
}).flatMap(([what, given]) => (given ? [] : [`  ${what}`]));
if (missing.length > 0) {
  console.error(`Missing:\n${missing.join("\n")}\n
HAUSRUF_SERVER=https://office.example HAUSRUF_API_KEY=hrk_… node host.mjs call-button 3000

HAUSRUF_MEDIA names where sound and picture are, if that is another server: wss://…`);
  process.exit(2);
}
const media = process.env.HAUSRUF_MEDIA ?? server.replace(/^http/, "ws");
const both = (place) => `${place.replace(/^ws/, "http")} ${place.replace(/^http/, "ws")}`;
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

createServer((request, response) =>
  answer(request, response).catch(() => response.writeHead(404).end()),
).listen(Number(port), "127.0.0.1", () => console.log("ready"));

async function answer(request, response) {
  const { pathname, searchParams } = new URL(request.url, "http://host");
  if (request.method === "POST" && pathname === "/hausruf-token") return token(request, response);
  // Stands in for a real sign-in, whose session the token's end point would look at.
  const user = searchParams.get("as");
  if (user) response.setHeader("Set-Cookie", `user=${user}; HttpOnly; SameSite=Strict`);
  const path = pathname === "/" ? "/index.html" : pathname;
  const content = await readFile(join(import.meta.dirname, folder, path));
  response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
  response.setHeader(
    "Content-Security-Policy",
    `default-src 'self' ${server}; connect-src 'self' ${both(server)} ${both(media)}`,
  );
  response.end(extname(path) === ".html" ? `${content}`.replaceAll("%SERVER%", server) : content);
}

async function token(request, response) {
  const email = /(?:^|; )user=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  if (!email) return response.writeHead(401).end();
  const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ email });
  const made = await fetch(`${server}/api/tokens`, { method: "POST", headers, body });
  response.writeHead(made.ok ? 200 : 502, { "Content-Type": "application/json" });
  return response.end(made.ok ? await made.text() : "{}");
}
