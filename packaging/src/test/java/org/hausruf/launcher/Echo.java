package org.hausruf.launcher;

import java.util.List;

/// A program to be started: says how it was, and ends with a number of its own.
final class Echo {
    private Echo() {}

    public static void main(String[] args) {
        if (List.of(args).equals(List.of("check"))) return; // as the server does, when it has started and stopped again
        System.out.println("pid " + ProcessHandle.current().pid());
        System.out.println("memory " + Runtime.getRuntime().maxMemory());
        System.out.println("words " + String.join(" ", args));
        System.out.println("setting " + System.getenv("HAUSRUF_ORIGIN"));
        System.exit(7);
    }
}
