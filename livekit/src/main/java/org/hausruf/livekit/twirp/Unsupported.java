package org.hausruf.livekit.twirp;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import livekit.LivekitCloudAgent;
import livekit.LivekitConnector;
import livekit.LivekitEgress;
import livekit.LivekitIngress;
import livekit.LivekitPhoneNumber;
import livekit.LivekitSip;
import org.hausruf.livekit.token.Grants;

/// Services that LiveKit has and we have not. Who may ask is told so; lists are empty, as nothing is there.
final class Unsupported {
    static final String NO_EGRESS = "egress not connected: this server does not record";

    /// Made when first asked for: they are many, and most programs never ask.
    private static final class Held {
        static final Map<String, Map<String, Method>> SERVICES = services();
    }

    private Unsupported() {}

    /// By method; empty when there is no such service.
    static Map<String, Method> methods(String service) {
        return Held.SERVICES.getOrDefault(service, Map.of());
    }

    private static Map<String, Map<String, Method>> services() {
        var services = new HashMap<String, Map<String, Method>>();
        add(
                services,
                LivekitEgress.getDescriptor().getServices(),
                NO_EGRESS,
                g -> g.server().roomRecord());
        add(
                services,
                LivekitIngress.getDescriptor().getServices(),
                "ingress not connected: this server takes no streams but its clients'",
                g -> g.server().ingressAdmin());
        add(
                services,
                LivekitSip.getDescriptor().getServices(),
                "sip not connected: this server does not telephone",
                g -> g.server().sipAdmin() || g.server().sipCall());
        for (var file : List.of(
                LivekitPhoneNumber.getDescriptor(),
                LivekitConnector.getDescriptor(),
                LivekitCloudAgent.getDescriptor())) {
            add(services, file.getServices(), "not available on this server", g -> true);
        }
        return services;
    }

    private static void add(
            Map<String, Map<String, Method>> services,
            List<ServiceDescriptor> added,
            String text,
            Predicate<Grants> allowed) {
        for (ServiceDescriptor service : added) {
            var methods = new HashMap<String, Method>();
            for (MethodDescriptor method : service.getMethods()) {
                methods.put(method.getName(), method(method, text, allowed));
            }
            services.put(service.getName(), methods);
        }
    }

    private static Method method(MethodDescriptor method, String text, Predicate<Grants> allowed) {
        Answer answer = method.getName().startsWith("List")
                ? new Answer.Done(DynamicMessage.getDefaultInstance(method.getOutputType()))
                : new Answer.Refused(ErrorCode.UNIMPLEMENTED, text);
        return new Method(
                DynamicMessage.getDefaultInstance(method.getInputType()),
                (caller, request) -> allowed.test(caller.grants()) ? answer : Answer.DENIED);
    }
}
