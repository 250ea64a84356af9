package org.hausruf.server.config;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;

/// Whether the ports are free, asked before anything is started: a second server of the same settings is then refused
/// in
/// one line, and not after it has touched the data directory.
public final class FreePorts {
    private static final String ALLOWED = "an address of this machine whose port no other program uses";

    private FreePorts() {}

    /// @throws WrongSetting naming the address that cannot be had
    public static void require(Settings settings) {
        try (var tcp = new ServerSocket()) {
            tcp.bind(settings.http());
        } catch (IOException e) {
            throw new WrongSetting(Setting.HAUSRUF_HTTP, settings.http().toString(), ALLOWED);
        }
        try (var udp = new DatagramSocket(null)) {
            udp.bind(settings.udp());
        } catch (IOException e) {
            throw new WrongSetting(Setting.HAUSRUF_UDP, settings.udp().toString(), ALLOWED);
        }
    }
}
