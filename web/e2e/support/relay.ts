import { createSocket, type RemoteInfo, type Socket } from "node:dgram";
import { once } from "node:events";

/**
 * A bad line between the browsers and the server's media port, made without privileges: a UDP relay whose address the
 * server advertises (`HAUSRUF_MEDIA_ADDRESS`). Loss is drawn from a seed, so that a run can be repeated.
 */
export class Relay {
  /** Share of packets lost in each direction, 0 to 1. */
  loss = 0;
  lost = 0;
  /** Ports of browsers whose line is cut. */
  readonly cut = new Set<number>();
  private readonly upstream = new Map<string, Socket>();
  private seed = 20261121;
  private readonly socket: Socket;
  private readonly serverPort: number;

  private constructor(socket: Socket, serverPort: number) {
    this.socket = socket;
    this.serverPort = serverPort;
    socket.on("message", (packet, from) => {
      if (this.drops(from)) return;
      this.towardsServer(from).send(packet, this.serverPort, "127.0.0.1");
    });
  }

  static async to(serverPort: number): Promise<Relay> {
    const socket = createSocket("udp4").bind(0, "127.0.0.1");
    await once(socket, "listening");
    return new Relay(socket, serverPort);
  }

  get address() {
    return `127.0.0.1:${this.socket.address().port}`;
  }

  close() {
    this.socket.close();
    for (const socket of this.upstream.values()) socket.close();
  }

  /** A browser may send from any address of the machine, so the answer goes where the packet came from. */
  private towardsServer(client: RemoteInfo): Socket {
    const name = `${client.address}:${client.port}`;
    const known = this.upstream.get(name);
    if (known) return known;
    const socket = createSocket("udp4");
    socket.on("message", (packet) => {
      if (!this.drops(client)) this.socket.send(packet, client.port, client.address);
    });
    this.upstream.set(name, socket);
    return socket;
  }

  private drops({ port }: RemoteInfo) {
    const drop = this.cut.has(port) || this.random() < this.loss;
    if (drop) this.lost++;
    return drop;
  }

  /** mulberry32 */
  private random() {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let t = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
}
