package org.hausruf.server.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where the server may send HTTP although it is no public address: receivers in the operator's own network. Immutable.
///
/// @param hosts names in lower case
public record AllowedTargets(Set<String> hosts, List<Network> networks) {
    /// Public addresses alone.
    static final String ALLOWED = "host names, ip addresses or networks such as 10.0.0.0/8, separated by commas";

    public static final AllowedTargets NONE = new AllowedTargets(Set.of(), List.of());

    public AllowedTargets {
        hosts = Set.copyOf(hosts);
        networks = List.copyOf(networks);
    }

    /// Each a host name, an IP address or a block of them.
    ///
    /// @return nothing if one of them is none of these
    static Optional<AllowedTargets> parse(List<String> items) {
        var hosts = new HashSet<String>();
        var networks = new ArrayList<Network>();
        for (var item : items) {
            var network = Network.parse(item);
            if (network.isPresent()) networks.add(network.get());
            else if (item.matches("(?=.*[A-Za-z])[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})*")) {
                hosts.add(item.toLowerCase(Locale.ROOT));
            } else return Optional.empty();
        }
        return Optional.of(new AllowedTargets(hosts, networks));
    }

    /// One host and no other.
    public static AllowedTargets host(String name) {
        return new AllowedTargets(Set.of(name.toLowerCase(Locale.ROOT)), List.of());
    }

    /// @param host as in a URL
    /// @param addresses what the name service says of it
    public boolean allow(String host, Collection<InetAddress> addresses) {
        return hosts.contains(host.toLowerCase(Locale.ROOT))
                || addresses.stream().allMatch(address -> networks.stream().anyMatch(it -> it.contains(address)));
    }
}
