import type { Page } from "@playwright/test";
import { once } from "node:events";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Relay } from "./relay.ts";

/**
 * The line of one browser to the server, which can be cut: an HTTP proxy of its own for pages and WebSockets, and, if
 * there is a relay for media, the ports that the browser sends from.
 */
export class Cable {
  private readonly ends = new Set<Duplex>();
  private readonly proxy = createServer((asked, answer) => this.forward(asked, answer));
  private readonly relay: Relay | undefined;
  private isCut = false;

  private constructor(relay?: Relay) {
    this.relay = relay;
    this.proxy.on("connection", (socket: Socket) => {
      this.hold(socket);
      if (this.isCut) socket.destroy();
    });
    this.proxy.on("connect", (asked: IncomingMessage, browser: Duplex, head: Buffer) => {
      const { hostname, port } = new URL(`http://${asked.url}`);
      const server = connect(Number(port || 80), hostname, () => {
        browser.write("HTTP/1.1 200 Connection Established\r\n\r\n");
        server.write(head);
        server.pipe(browser).pipe(server);
      });
      this.hold(server);
      this.hold(browser);
    });
  }

  static async lay(relay?: Relay): Promise<Cable> {
    const cable = new Cable(relay);
    cable.proxy.listen(0, "127.0.0.1");
    await once(cable.proxy, "listening");
    return cable;
  }

  /** For the browser's context. */
  get options() {
    const { port } = this.proxy.address() as AddressInfo;
    return { proxy: { server: `http://127.0.0.1:${port}` } };
  }

  /** From now on nothing goes either way. */
  async cut(page: Page) {
    if (this.relay) for (const port of await mediaPorts(page)) this.relay.cut.add(port);
    this.isCut = true;
    for (const end of this.ends) end.destroy();
  }

  mend() {
    this.isCut = false;
    this.relay?.cut.clear();
  }

  close() {
    for (const end of this.ends) end.destroy();
    this.proxy.close();
  }

  private forward(asked: IncomingMessage, answer: ServerResponse) {
    const { method, headers } = asked;
    const server = request(asked.url ?? "", { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    server.on("error", () => answer.destroy());
    server.on("socket", (socket) => this.hold(socket));
    asked.pipe(server);
  }

  private hold(end: Duplex) {
    if (this.ends.has(end)) return;
    this.ends.add(end);
    end.on("error", () => end.destroy()); // the other end is gone
    end.on("close", () => this.ends.delete(end));
  }
}

/** From which the page's connections send; without a connection, none. */
function mediaPorts(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] };
    const ports: number[] = [];
    for (const connection of peerConnections) {
      const reports = await connection.getStats();
      for (const report of reports.values())
        if (report.type === "local-candidate") ports.push(report.port);
    }
    return ports;
  });
}
