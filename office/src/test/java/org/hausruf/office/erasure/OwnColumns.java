package org.hausruf.office.erasure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which columns the copy for oneself tells, and which of them `docs/erasure.md` says it does not.
final class OwnColumns {
    private static final Path PAGE = Path.of("../docs/erasure.md");
    private static final String HEAD = "| not in the copy | because |";

    private OwnColumns() {}

    /// @param column as `table.column`
    static boolean isTold(String column) {
        var dot = column.indexOf('.');
        var table = Pattern.compile("(?:from|join) " + column.substring(0, dot) + " ([a-z])\\s");
        return Stream.concat(OwnParts.ALL.stream(), Stream.of(OwnParts.DEEDS)).anyMatch(part -> {
            var named = table.matcher(part.statement());
            var told = part.statement().substring(0, part.statement().indexOf("\nfrom "));
            return named.find()
                    && Pattern.compile("\\b" + named.group(1) + "\\." + column.substring(dot + 1) + "\\b")
                            .matcher(told)
                            .find();
        });
    }

    static Set<String> withheld() throws IOException {
        var lines = Files.readAllLines(PAGE);
        var found = new TreeSet<String>();
        for (var line : lines.subList(lines.indexOf(HEAD) + 2, lines.size())) {
            if (line.isEmpty()) break;
            found.addAll(List.of(line.split(" ?\\| ?", -1)[1].split(", ")));
        }
        return found;
    }
}
