package org.hausruf.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// `java -jar hausruf.jar [words]`: becomes the program in it, in the same process, so that a signal, a limit or a
/// supervisor meets the program itself. Options of the JVM before `-jar` are the program's. The word `prepare` does
/// what a first start does before it starts, and ends; that is for who builds an image.
///
/// Exit code 1 if it cannot be unpacked or started; else the program's own.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        try {
            var program = Program.unpacked(Bundle.ofThisProgram(), CacheDirectory.of(System.getenv(), home()));
            var options = jvmOptions(ProcessHandle.current().info().arguments().orElse(new String[0]));
            var words = List.of(args);
            var isPreparing = words.equals(List.of("prepare"));
            if (isPreparing || isServer(words)) program.archive(options, System.err);
            if (isPreparing) return;
            Exec.become(program.command(options, words));
        } catch (CannotStart e) {
            System.err.println("hausruf: " + e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            System.err.println("hausruf: cannot start: " + e);
        }
        System.exit(1);
    }

    private static String home() {
        return System.getProperty("user.home", "");
    }

    /// Only what runs long is worth the archive's seconds.
    private static boolean isServer(List<String> words) {
        return words.isEmpty() || words.getFirst().startsWith("-");
    }

    /// What stands before `-jar`.
    static List<String> jvmOptions(String... arguments) {
        var options = new ArrayList<String>();
        for (var argument : arguments) {
            if (argument.equals("-jar")) return options;
            options.add(argument);
        }
        return List.of();
    }
}
