import { createHash, generateKeyPairSync, sign, X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** DER (X.690) of a value: tag, length, and what is in it. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const long = content.length > 255 ? [0x82, content.length >> 8] : [0x81];
  const length = [...(content.length > 127 ? long : []), content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const octets = (...parts: Uint8Array[]) => der(0x04, ...parts);
const oid = (hex: string) => der(0x06, Buffer.from(hex, "hex"));
const text = (tag: number, value: string) => der(tag, Buffer.from(value, "latin1"));
/** UTCTime: `261122231500Z` */
const time = (at: Date) => text(0x17, `${at.toISOString().replace(/\D/g, "").slice(2, 14)}Z`);

const commonName = oid("550403");
const subjectAlternativeName = oid("551d11");
const ecdsaWithSha256 = sequence(oid("2a8648ce3d040302"));
const day = 86_400_000;

/** A certificate for `localhost` that has signed itself (RFC 5280), with its key, in files as an administrator has them. */
export class Certificate {
  readonly settings: { HAUSRUF_TLS_CERT: string; HAUSRUF_TLS_KEY: string };
  /** Has Chromium believe this certificate, and no other one. */
  readonly flag: string;

  constructor(folder: string) {
    const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const spki = publicKey.export({ type: "spki", format: "der" });
    const name = sequence(der(0x31, sequence(commonName, text(0x0c, "localhost"))));
    const hosts = octets(sequence(text(0x82, "localhost")));
    const signed = sequence(
      der(0xa0, der(0x02, Buffer.from([2]))), // version 3
      der(0x02, Buffer.from([1])),
      ecdsaWithSha256,
      name,
      sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
      name,
      spki,
      der(0xa3, sequence(sequence(subjectAlternativeName, hosts))),
    );
    const signature = Buffer.concat([Buffer.from([0]), sign("sha256", signed, privateKey)]);
    const whole = sequence(signed, ecdsaWithSha256, der(0x03, signature));
    this.settings = {
      HAUSRUF_TLS_CERT: join(folder, "fullchain.pem"),
      HAUSRUF_TLS_KEY: join(folder, "privkey.pem"),
    };
    writeFileSync(this.settings.HAUSRUF_TLS_CERT, new X509Certificate(whole).toString());
    const key = privateKey.export({ type: "pkcs8", format: "pem" });
    writeFileSync(this.settings.HAUSRUF_TLS_KEY, key, { mode: 0o600 });
    const pin = createHash("sha256").update(spki).digest("base64");
    this.flag = `--ignore-certificate-errors-spki-list=${pin}`;
  }
}
