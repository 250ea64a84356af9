package org.hausruf.launcher;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.util.List;

/// POSIX `execv`: another program in this process, with its number, environment and open standard streams.
@SuppressWarnings("restricted") // calls the C library
final class Exec {
    private Exec() {}

    /// Returns only by the exception.
    ///
    /// @param command the file to run, then its arguments
    /// @throws CannotStart if the system refuses
    static void become(List<String> command) {
        System.out.flush();
        System.err.flush();
        try (var arena = Arena.ofConfined()) {
            var arguments = arena.allocate(ADDRESS, command.size() + 1L); // ends with a null
            for (int i = 0; i < command.size(); i++) {
                arguments.setAtIndex(ADDRESS, i, arena.allocateFrom(command.get(i)));
            }
            var linker = Linker.nativeLinker();
            var execv = linker.downcallHandle(
                    linker.defaultLookup().findOrThrow("execv"), FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
            int _ = (int) execv.invokeExact(arguments.getAtIndex(ADDRESS, 0), arguments);
        } catch (Throwable e) { // what a foreign call declares
            throw new CannotStart("cannot run " + command.getFirst() + ": " + e);
        }
        throw new CannotStart("the system does not run " + command.getFirst());
    }
}
