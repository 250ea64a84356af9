// Networks that issue reports and offices have: what a viewer's line does to what the engine sends, and to what the
// viewer sends back. Rules are link.py's.

import { mediaTcpPort, turnPort } from "./lab.mjs";

const both = (rules) => ({ both: rules });

export const networks = {
  clear: { name: "nothing in the way", rules: both({}) },
  loss2: { name: "2 % loss", rules: both({ loss: 0.02 }), loses: true },
  loss5: { name: "5 % loss", rules: both({ loss: 0.05 }), loses: true },
  loss10: { name: "10 % loss", rules: both({ loss: 0.1 }), loses: true },
  far: { name: "200 ms round trip with 30 ms jitter", rules: both({ delayMs: 85, jitterMs: 30 }) },
  reordered: { name: "5 % reordered", rules: both({ reorder: 0.05 }) },
  duplicated: { name: "5 % duplicated", rules: both({ duplicate: 0.05 }) },
  kbps300: { name: "300 kbit/s", rules: both({ kbps: 300 }), kbps: 300 },
  kbps1000: { name: "1 Mbit/s", rules: both({ kbps: 1_000 }), kbps: 1_000 },
  // where both ways are open, either may come first
  noUdp: {
    name: "UDP blocked, and TCP to the relay",
    rules: both({ udp: false, closedPort: turnPort }),
    path: "prflx tcp",
  },
  relayOnly: {
    name: "UDP blocked, and TCP to the port of media",
    rules: both({ udp: false, closedPort: mediaTcpPort }),
    path: "relay tcp",
  },
};

/** In a call that has begun with nothing in the way. */
export const events = {
  dark: {
    name: "10 s of darkness",
    async happen(lab, pause) {
      await lab.shape(both({ dark: true }));
      await pause(10_000);
      await lab.shape();
    },
  },
  address: {
    name: "another address in a call",
    async happen(lab) {
      await lab.shape({ address: "next" });
    },
  },
};
