package org.hausruf.server;

import org.hausruf.server.bridge.remote.WebhookController;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// What the web has beside [WebApplication] when rooms are on a LiveKit server elsewhere: an ear for its webhooks.
@Configuration(proxyBeanMethods = false)
@Import(WebhookController.class)
class RemoteMedia {}
