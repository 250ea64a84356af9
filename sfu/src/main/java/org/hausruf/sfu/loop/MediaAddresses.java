package org.hausruf.sfu.loop;

import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.hausruf.rtc.ice.IceCandidate;

/// Which addresses clients are told: those of the settings, else the one bound, else those of the machine. Read once.
final class MediaAddresses {
    /// Container and VM bridges: every one costs each client a check, and none leads anywhere.
    private static final Pattern BRIDGE = Pattern.compile("(docker|veth|br-|virbr|cni|flannel|cali|tailscale|zt).*");

    private MediaAddresses() {}

    static List<IceCandidate> candidates(LoopSettings settings, int port) {
        List<IceCandidate> candidates = new ArrayList<>();
        List<InetSocketAddress> addresses = addresses(settings);
        for (InetSocketAddress address : addresses) {
            int told = address.getPort() == 0 ? port : address.getPort();
            candidates.add(IceCandidate.host(candidates.size(), new InetSocketAddress(address.getAddress(), told)));
        }
        settings.tcpPort().ifPresent(tcpPort -> {
            List<InetAddress> hosts = addresses.stream()
                    .map(InetSocketAddress::getAddress)
                    .distinct()
                    .toList();
            for (int rank = 0; rank < hosts.size(); rank++) {
                candidates.add(IceCandidate.passiveTcp(rank, new InetSocketAddress(hosts.get(rank), tcpPort)));
            }
        });
        return List.copyOf(candidates);
    }

    private static List<InetSocketAddress> addresses(LoopSettings settings) {
        if (!settings.advertised().isEmpty()) return settings.advertised();
        InetAddress bound = settings.bind().getAddress();
        if (!bound.isAnyLocalAddress()) return List.of(new InetSocketAddress(bound, 0));
        return ofMachine();
    }

    /// The interface's name, which Java adds to an IPv6 address, means nothing to a client.
    private static InetAddress withoutScope(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /// IPv4 first: it is what most clients reach. Loopback only on a machine without any network.
    private static List<InetSocketAddress> ofMachine() {
        List<InetAddress> found;
        try {
            found = NetworkInterface.networkInterfaces()
                    .filter(nic -> !BRIDGE.matcher(nic.getName()).matches())
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress() && !a.isMulticastAddress())
                    .sorted(Comparator.comparing(a -> a instanceof Inet4Address ? 0 : 1))
                    .toList();
        } catch (SocketException e) {
            throw new UncheckedIOException("cannot list the network's interfaces", e);
        }
        if (found.isEmpty()) found = List.of(InetAddress.ofLiteral("127.0.0.1"));
        return found.stream()
                .map(a -> new InetSocketAddress(withoutScope(a), 0))
                .toList();
    }
}
