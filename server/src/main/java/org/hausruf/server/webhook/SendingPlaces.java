package org.hausruf.server.webhook;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hausruf.office.DeliveryId;
import org.hausruf.office.db.Resolver.WebhookOfTenant;

/// What is being sent at the moment, and to whom there is room for more. One receiver that hangs, or one office with
/// many of them, does not hold up the others; of several such offices none gets a place before an office that has
/// fewer. Not thread-safe.
final class SendingPlaces {
    static final int AT_ONCE = 64;
    static final int PER_TENANT = 8;
    static final int PER_WEBHOOK = 4;

    private final Map<DeliveryId, WebhookOfTenant> taken = new HashMap<>();

    /// Those of offices of which least is being sent; among equals, those that have waited longest.
    ///
    /// @param waiting those that have waited longest first
    List<WebhookOfTenant> fewestFirst(List<WebhookOfTenant> waiting) {
        var busy = taken.values().stream().collect(groupingBy(WebhookOfTenant::tenant, counting()));
        return waiting.stream()
                .sorted(comparing(webhook -> busy.getOrDefault(webhook.tenant(), 0L)))
                .toList();
    }

    /// How much more may be sent to that one now.
    int free(WebhookOfTenant webhook) {
        int all = AT_ONCE - taken.size();
        int tenants = PER_TENANT - count(it -> it.tenant().equals(webhook.tenant()));
        int its = PER_WEBHOOK - count(webhook::equals);
        return Math.max(0, Math.min(all, Math.min(tenants, its)));
    }

    private int count(Predicate<WebhookOfTenant> which) {
        return (int) taken.values().stream().filter(which).count();
    }

    Set<DeliveryId> sendingTo(WebhookOfTenant webhook) {
        return taken.entrySet().stream()
                .filter(it -> it.getValue().equals(webhook))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    void take(DeliveryId delivery, WebhookOfTenant webhook) {
        taken.put(delivery, webhook);
    }

    void leave(DeliveryId delivery) {
        taken.remove(delivery);
    }
}
