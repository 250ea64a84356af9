package org.hausruf.server.config;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Whether the ports are free, asked before anything is started: a second server of the same settings is then refused
/// in one line, and not after it has touched the data directory.
public final class FreePorts {
    private FreePorts() {}

    private static void requireTcp(Setting setting, InetSocketAddress address) {
        try (var tcp = new ServerSocket()) {
            tcp.bind(address);
        } catch (IOException e) {
            throw refused(setting, address, e);
        }
    }

    /// @throws WrongSetting naming the address that cannot be had
    public static void require(Settings settings) {
        requireTcp(Setting.HAUSRUF_HTTP, settings.http());
        settings.metrics().ifPresent(address -> requireTcp(Setting.HAUSRUF_METRICS, address));
        if (settings.remote().isPresent()) return;
        settings.tcp().ifPresent(address -> requireTcp(Setting.HAUSRUF_TCP, address));
        settings.turn().ifPresent(address -> requireTcp(Setting.HAUSRUF_TURN, address));
        settings.turn().ifPresent(address -> requireUdp(Setting.HAUSRUF_TURN, address));
        requireUdp(Setting.HAUSRUF_UDP, settings.udp());
    }

    private static void requireUdp(Setting setting, InetSocketAddress address) {
        try (var udp = new DatagramSocket(null)) {
            udp.bind(address);
        } catch (IOException e) {
            throw refused(setting, address, e);
        }
    }

    private static WrongSetting refused(Setting setting, InetSocketAddress address, IOException why) {
        var shown = address.getAddress().isAnyLocalAddress() ? ":" + address.getPort() : address.toString();
        return WrongSetting.of(
                setting,
                "cannot listen at %s (%s); choose another address or port, or stop the program that uses it"
                        .formatted(shown.replaceFirst("^.*/", ""), why.getMessage()));
    }
}
