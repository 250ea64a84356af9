package org.hausruf.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hausruf.server.ApiDocument.Operation;

/// `docs/roles.md`: what each operation answers to each role.
final class RoleTable {
    private static final Path FILE = Path.of("..", "docs", "roles.md");
    private static final Map<Integer, String> USUAL = Map.of(401, "not-signed-in", 403, "forbidden", 404, "not-found");

    private final Map<String, Map<Role, String>> rows = new LinkedHashMap<>();

    private RoleTable(List<String> lines) {
        for (var line : lines) {
            if (!line.startsWith("|")) continue;
            var cells = Arrays.stream(line.substring(1, line.lastIndexOf('|')).split("\\|", -1))
                    .map(String::strip)
                    .toList();
            if (cells.getFirst().equals("operation")) checkHeadings(cells);
            else if (cells.getFirst().startsWith("`")) add(cells, line);
        }
    }

    static RoleTable read() {
        try {
            return new RoleTable(Files.readAllLines(FILE, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void checkHeadings(List<String> cells) {
        if (!cells.subList(1, cells.size()).equals(Role.headings()))
            throw new AssertionError(FILE + ": the columns are " + cells + ", the roles " + Role.headings());
    }

    private void add(List<String> cells, String line) {
        if (cells.size() != Role.values().length + 1)
            throw new AssertionError(FILE + ": too many or few cells: " + line);
        var row = new EnumMap<Role, String>(Role.class);
        var roles = List.of(Role.values());
        for (int i = 0; i < roles.size(); i++) row.put(roles.get(i), cells.get(i + 1));
        if (rows.put(cells.getFirst().replace("`", ""), row) != null)
            throw new AssertionError(FILE + ": twice: " + line);
    }

    Set<String> operations() {
        return rows.keySet();
    }

    /// Nothing where there is no such row.
    Map<Role, String> row(Operation operation) {
        return rows.getOrDefault(operation.toString(), Map.of());
    }

    static boolean isRefusal(String cell) {
        return !cell.startsWith("2");
    }

    /// The status, and the problem's code unless it is the usual one.
    static String cell(Client.Answer answer) {
        var status = answer.status();
        var isUsual = status < 400 || answer.code().equals(USUAL.get(status));
        return isUsual ? Integer.toString(status) : status + " " + answer.code();
    }

    /// A row as the file has it, so that it can be put there.
    static String line(Operation operation, Map<Role, String> row) {
        var cells = Arrays.stream(Role.values()).map(role -> row.getOrDefault(role, "-"));
        return "| `" + operation + "` | " + cells.collect(Collectors.joining(" | ")) + " |";
    }
}
