import { createHmac } from "node:crypto";

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const stepMs = 30_000;

/** The app on somebody's phone that shows codes (RFC 6238), which shows none twice. */
export class Authenticator {
  private readonly key: Buffer;
  private shown = 0;

  /** @param secret in base 32, with or without spaces */
  constructor(secret: string) {
    const bits = [...secret.replaceAll(" ", "")]
      .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0"))
      .join("");
    const bytes = bits.match(/.{8}/g) ?? [];
    this.key = Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
  }

  /** Of now, or the next one; the server takes that too, as clocks differ. */
  code(): string {
    this.shown = Math.max(this.shown + 1, Math.floor(Date.now() / stepMs));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(this.shown));
    const hash = createHmac("sha1", this.key).update(counter).digest();
    const offset = (hash.at(-1) ?? 0) & 15;
    return String((hash.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, "0");
  }
}
