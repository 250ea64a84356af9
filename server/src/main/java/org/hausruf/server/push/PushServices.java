package org.hausruf.server.push;

import org.hausruf.server.outbound.OutboundHttp;

/// Where browsers have their messages sent. Apart from the webhooks' way out: neither can take the other's places, and
/// what admins may name, people's browsers may not.
public record PushServices(OutboundHttp http) {}
