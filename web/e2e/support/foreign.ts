/** Does a page reach beyond this machine? Everything it needs is served by the product itself. */
export function isForeign(url: string): boolean {
  const { hostname, protocol } = new URL(url);
  const isOurs = ["localhost", "127.0.0.1"].includes(hostname) || hostname.endsWith(".localhost");
  return /^(http|ws)s?:$/.test(protocol) && !isOurs;
}
