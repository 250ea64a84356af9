package org.hausruf.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The raw values of this start: environment first, then the properties file. A name that nothing reads is refused,
/// so that a typing error is not a silent default. Immutable.
final class SettingValues {
    static final String FILE = "hausruf.properties";

    /// Named in the documents, read by nothing yet: refused rather than ignored.
    private static final Set<String> NOT_YET = Set.of("LIVEKIT_RECORDING_ENABLED");

    /// More than anybody writes by hand, and less than would fill a log.
    private static final int MAX_LENGTH = 4096;

    private final Map<Setting, String> values;

    private SettingValues(Map<Setting, String> values) {
        this.values = values;
    }

    /// @param args command line: `--config FILE` or nothing
    static SettingValues read(Map<String, String> environment, List<String> args, Path workingDirectory) {
        var values = new EnumMap<Setting, String>(Setting.class);
        readFile(configFile(args, workingDirectory), values);
        environment.forEach((name, value) -> readVariable(name, value, values));
        values.forEach((setting, value) -> requireText(setting, value.strip()));
        return new SettingValues(values);
    }

    /// An empty value counts as not set: shells and compose files write `NAME=` for "none".
    Optional<String> get(Setting setting) {
        return Optional.ofNullable(values.get(setting)).map(String::strip).filter(v -> !v.isEmpty());
    }

    /// For settings whose default is a value of theirs.
    String orDefault(Setting setting) {
        return get(setting).orElse(setting.byDefault());
    }

    /// What is good for no setting, whatever else it takes.
    private static void requireText(Setting setting, String value) {
        if (value.length() > MAX_LENGTH)
            throw WrongSetting.with("is longer than " + MAX_LENGTH + " characters", setting);
        if (value.codePoints().anyMatch(SettingValues::isNoText))
            throw WrongSetting.with("has a line break or another control character in it", setting);
    }

    private static boolean isNoText(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                true;
            default -> false;
        };
    }

    private static void readVariable(String name, String value, Map<Setting, String> values) {
        var setting = Setting.named(name);
        if (setting.isPresent()) {
            values.put(setting.get(), value);
        } else if (name.startsWith("HAUSRUF_")) {
            throw new WrongSetting(name + ": there is no such setting; all of them: ./hausruf help settings");
        } else if (NOT_YET.contains(name) && !value.isBlank()) {
            throw new WrongSetting(name + ": this version cannot use it yet; start without it");
        }
    }

    private static Path configFile(List<String> args, Path workingDirectory) {
        if (args.isEmpty()) return workingDirectory.resolve(FILE);
        if (args.size() != 2 || !args.getFirst().equals("--config")) {
            throw new WrongSetting("usage: hausruf [settings | --config FILE]");
        }
        var file = workingDirectory.resolve(args.getLast());
        if (!Files.isReadable(file)) throw new WrongSetting("--config: cannot read " + file);
        return file;
    }

    private static void readFile(Path file, Map<Setting, String> values) {
        if (!Files.exists(file)) return;
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongSetting(file + ": not a readable properties file");
        }
        for (var name : properties.stringPropertyNames()) {
            var setting = Setting.ofProperty(name)
                    .orElseThrow(() -> new WrongSetting(
                            name + " in " + file + ": there is no such setting; all of them: ./hausruf help settings"));
            values.put(setting, properties.getProperty(name));
        }
    }
}
