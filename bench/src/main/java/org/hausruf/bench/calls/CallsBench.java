package org.hausruf.bench.calls;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Future.State;
import java.util.concurrent.locks.LockSupport;

/// `initiate-call` → `incoming-call` while many are signed in, and what an idle socket costs. Prints a table.
public final class CallsBench {
    private static final int OFFICES = 20;
    private static final int PEOPLE_PER_OFFICE = 50;
    private static final int CALLS_PER_SECOND = 50;
    private static final int WARM_UP_CALLS = 20 * CALLS_PER_SECOND;
    private static final int CALLS = 40 * CALLS_PER_SECOND;
    private static final int IDLE_SOCKETS = 10_000;
    private static final int CONNECTING_AT_ONCE = 50;
    private static final long CANCEL_AFTER_SECONDS = 1;

    private final ProductProcess product;
    private final HttpClient http = HttpClient.newHttpClient();

    private CallsBench(ProductProcess product) {
        this.product = product;
    }

    /// @param args the product's jar and its archive of classes
    public static void main(String[] args) throws Exception {
        System.out.println("| What | Measured | Aim |\n|---|---|---|");
        for (int people : List.of(PEOPLE_PER_OFFICE, OFFICES * PEOPLE_PER_OFFICE)) {
            try (var product = ProductProcess.start(args[0], args[1], freePort())) {
                new CallsBench(product).rings(OFFICES * PEOPLE_PER_OFFICE / people, people);
            }
        }
        try (var product = ProductProcess.start(args[0], args[1], freePort())) {
            new CallsBench(product).idle();
        }
        System.exit(0); // the clients' threads would go on
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void rings(int offices, int people) throws Exception {
        var devices = devices(offices, people, 1);
        var pairs = new ArrayList<List<Device>>();
        for (int i = 0; i + 1 < devices.size(); i += 2) pairs.add(devices.subList(i, i + 2));
        Collections.shuffle(pairs);
        measure(pairs, WARM_UP_CALLS);
        var taken = measure(pairs, CALLS);
        System.out.printf(
                Locale.ROOT,
                "| `initiate-call` → `incoming-call`, %,d sockets in %d %s, %d calls/s, %,d calls, %d not heard of | "
                        + "p50 %.1f ms, p99 %.1f ms, max %.0f ms | p50 ≤ 15 ms, p99 ≤ 60 ms |%n",
                devices.size(),
                offices,
                offices == 1 ? "office" : "offices",
                CALLS_PER_SECOND,
                CALLS,
                CALLS - taken.size(),
                millis(taken, 0.5),
                millis(taken, 0.99),
                millis(taken, 1));
    }

    /// @return nanoseconds of each call that was heard of, sorted
    private static List<Long> measure(List<List<Device>> pairs, int calls) {
        var all = new ArrayList<Future<Long>>();
        try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                sleepUntil(began + SECONDS.toNanos(i) / CALLS_PER_SECOND);
                var pair = pairs.get(i % pairs.size());
                boolean turn = i / pairs.size() % 2 == 0;
                var caller = pair.get(turn ? 0 : 1);
                var callee = pair.get(turn ? 1 : 0);
                all.add(each.submit(() -> ring(caller, callee)));
            }
        }
        all.stream()
                .filter(call -> call.state() == State.FAILED)
                .findFirst()
                .ifPresent(call -> System.err.println("the first that failed: " + call.exceptionNow()));
        return all.stream()
                .filter(call -> call.state() == State.SUCCESS)
                .map(Future::resultNow)
                .sorted()
                .toList();
    }

    /// @return nanoseconds until the callee's device heard of it
    private static long ring(Device caller, Device callee) throws Exception {
        var heard = callee.nextIncoming();
        long asked = System.nanoTime();
        var call = caller.initiate(callee.user()).get(30, SECONDS);
        long taken = heard.get(30, SECONDS) - asked;
        sleepUntil(asked + SECONDS.toNanos(CANCEL_AFTER_SECONDS));
        caller.cancel(call);
        return taken;
    }

    private static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime())
            LockSupport.parkNanos(left);
    }

    private static double millis(List<Long> sorted, double share) {
        if (sorted.isEmpty()) return Double.NaN;
        int at = Math.min(sorted.size() - 1, (int) (sorted.size() * share));
        return NANOSECONDS.toMicros(sorted.get(at)) / 1_000.0;
    }

    private void idle() throws Exception {
        devices(1, 2, 1); // what the first of all costs is not theirs
        long before = product.heapBytes();
        var devices = devices(100, 50, 2);
        long after = product.heapBytes();
        System.out.printf(
                Locale.ROOT,
                "| heap of an idle socket, of %,d in 100 offices, two of each person, in a namespace and two rooms | %.1f KiB | ≤ 25 KiB |%n",
                devices.size(),
                (after - before) / 1_024.0 / devices.size());
        if (devices.size() != IDLE_SOCKETS) throw new IllegalStateException("not all came in");
    }

    private List<Device> devices(int offices, int people, int ofEach) throws Exception {
        var wanted = new ArrayList<People.Person>();
        try (var database = product.database()) {
            for (int i = 0; i < offices; i++) {
                for (var person : People.office(database, people)) wanted.addAll(Collections.nCopies(ofEach, person));
            }
        }
        var devices = new ArrayList<Device>();
        for (int from = 0; from < wanted.size(); from += CONNECTING_AT_ONCE) {
            var group = wanted.subList(from, Math.min(wanted.size(), from + CONNECTING_AT_ONCE)).stream()
                    .map(person -> Device.connect(http, product.origin(), person))
                    .toList();
            CompletableFuture.allOf(group.toArray(CompletableFuture[]::new)).get(120, SECONDS);
            group.forEach(device -> devices.add(device.join()));
        }
        return devices;
    }
}
