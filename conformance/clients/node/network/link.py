"""A bad line, in user space: a network namespace whose only way out is a link that this program is.

usage: link.py        (as root; needs /dev/net/tun and ip from iproute2)

Says one line of JSON with the namespace, this side's address and the other's, then takes one line of JSON per change
on standard input and answers each with what went through and what did not. When its input ends, or it is told to end,
the namespace goes, and what was left by one that was killed goes at the next start.

    {"down": {"kbps": 300, "queueMs": 400}}       towards the namespace; "up" is the other way, "both" both
    {"address": "next"}                           the namespace gets another address and loses the one it had

A direction has kbps (0: any), queueMs (how long what waits for its turn may have to), delayMs, jitterMs (up to so much
more, in order), loss, duplicate, reorder (shares of all packets; who is reordered comes 40 ms later), dark, udp
(false: none gets through), and closedPort (of TCP, to or from; 0: none). What is not named is as at the beginning: nothing in the way. Chance is drawn from a seed.
"""

import fcntl, heapq, json, os, random, re, select, signal, struct, subprocess, sys, time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
TCP, UDP = 6, 17
LATE_SECONDS = 0.04
CLEAR = dict(kbps=0, queueMs=400, delayMs=0, jitterMs=0, loss=0, duplicate=0, reorder=0, dark=False, udp=True, closedPort=0)


class Direction:
    """One way of the link: packets that wait for when they are due, the earliest first."""

    def __init__(self, to, seed):
        self.to = to
        self.chance = random.Random(seed)
        self.waiting = []
        self.free_at = self.last_due = 0.0
        self.count = 0
        self.rules = CLEAR
        self.begin_count()

    def begin_count(self):
        self.passed = dict(packets=0, bytes=0, lost=0, overflowed=0, blocked=0)

    def change(self, rules):
        unknown = rules.keys() - CLEAR.keys()
        if unknown:
            raise ValueError(f"no such rule: {sorted(unknown)}")
        self.rules = CLEAR | rules
        self.free_at = 0.0  # what waits goes as it would have

    def take(self, packet, now):
        rules = self.rules
        if rules["dark"] or self.blocks(packet):
            self.passed["blocked"] += 1
            return
        if self.chance.random() < rules["loss"]:
            self.passed["lost"] += 1
            return
        due = self.bottleneck(len(packet), now)
        if due is None:
            self.passed["overflowed"] += 1
            return
        due += (rules["delayMs"] + self.chance.random() * rules["jitterMs"]) / 1e3
        if self.chance.random() < rules["reorder"]:
            due += LATE_SECONDS
        else:
            due = self.last_due = max(due, self.last_due)
        self.put(due, packet)
        if self.chance.random() < rules["duplicate"]:
            self.put(due, packet)

    def blocks(self, packet):
        if packet[0] >> 4 != 4:
            return False
        if packet[9] == UDP:
            return not self.rules["udp"]
        ports = (packet[0] & 15) * 4
        return packet[9] == TCP and self.rules["closedPort"] in struct.unpack_from("!HH", packet, ports)

    def bottleneck(self, size, now):
        """When the packet is through, or None where too many wait before it."""
        if not self.rules["kbps"]:
            return now
        begins = max(now, self.free_at)
        if begins - now > self.rules["queueMs"] / 1e3:
            return None
        self.free_at = begins + size * 8 / (self.rules["kbps"] * 1e3)
        return self.free_at

    def put(self, due, packet):
        self.count += 1
        heapq.heappush(self.waiting, (due, self.count, packet))

    def deliver(self, now):
        while self.waiting and self.waiting[0][0] <= now:
            packet = heapq.heappop(self.waiting)[2]
            self.passed["packets"] += 1
            self.passed["bytes"] += len(packet)
            try:
                os.write(self.to, packet)
            except OSError:
                self.passed["lost"] += 1  # its device is just changing its address


def ip(*words):
    subprocess.run(["ip", *words], check=True, stdout=subprocess.DEVNULL)


def tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return device


def remove_left_ones():
    """Of runs that were killed: their names end in their process's number."""
    names = subprocess.run(["ip", "netns"], check=True, capture_output=True, text=True).stdout
    for name, process in re.findall(r"^(hausruf-(\d+))\b", names, re.M):
        if not os.path.exists(f"/proc/{process}"):
            ip("netns", "delete", name)


def read_packets(device, direction, now):
    try:
        while True:
            direction.take(os.read(device, 65536), now)
    except OSError:
        pass  # no more


def main():
    remove_left_ones()
    process = os.getpid()
    namespace = f"hausruf-{process}"
    # of the addresses that are kept for measurements (RFC 2544), eight for each of those that run at once
    block = process % 8192 * 8
    here, there = (f"198.18.{block // 256}.{block % 256 + end}" for end in (1, 2))
    ip("netns", "add", namespace)
    try:
        outside, inside = tun(f"hr{process}o"), tun(f"hr{process}i")
        ip("link", "set", f"hr{process}i", "netns", namespace)
        ip("address", "add", f"{here}/29", "dev", f"hr{process}o")
        ip("link", "set", f"hr{process}o", "up")
        ip("-n", namespace, "link", "set", "lo", "up")
        ip("-n", namespace, "link", "set", f"hr{process}i", "name", "line")
        ip("-n", namespace, "address", "add", f"{there}/29", "dev", "line")
        ip("-n", namespace, "link", "set", "line", "up")
        ip("-n", namespace, "route", "add", "default", "dev", "line")
        ip("netns", "exec", namespace, "true")  # not everywhere where one can be made
        print(json.dumps(dict(namespace=namespace, here=here, there=there)), flush=True)
        carry(namespace, there, outside, inside)
    finally:
        ip("netns", "delete", namespace)


def carry(namespace, there, outside, inside):
    down, up = Direction(inside, 1), Direction(outside, 2)
    commands = b""
    while True:
        now = time.monotonic()
        due = [way.waiting[0][0] for way in (down, up) if way.waiting]
        wait = max(0.0, min(due) - now) if due else None
        ready = select.select([outside, inside, 0], [], [], wait)[0]
        now = time.monotonic()
        if outside in ready:
            read_packets(outside, down, now)
        if inside in ready:
            read_packets(inside, up, now)
        down.deliver(now)
        up.deliver(now)
        if 0 in ready:
            read = os.read(0, 65536)
            if not read:
                return
            *lines, commands = (commands + read).split(b"\n")
            for line in lines:
                there = obey(json.loads(line), namespace, there, down, up)


def next_address(address):
    network, last = address.rsplit(".", 1)
    return f"{network}.{int(last) + 1}"


def obey(command, namespace, there, down, up):
    for way, name in ((down, "down"), (up, "up")):
        if name in command or "both" in command:
            way.change(command.get(name, command.get("both")))
    if command.get("address") == "next":
        before, there = there, next_address(there)
        # the old one first: all others of its network go with it, and the route
        ip("-n", namespace, "address", "delete", f"{before}/29", "dev", "line")
        ip("-n", namespace, "address", "add", f"{there}/29", "dev", "line")
        ip("-n", namespace, "route", "replace", "default", "dev", "line")
    print(json.dumps(dict(there=there, down=down.passed, up=up.passed)), flush=True)
    down.begin_count()
    up.begin_count()
    return there


if __name__ == "__main__":
    for asked in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(asked, lambda *_: sys.exit(0))
    main()
