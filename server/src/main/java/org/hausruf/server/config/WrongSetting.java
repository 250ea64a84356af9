package org.hausruf.server.config;

/// A value the server cannot start with. The message is the one line that the operator sees.
public final class WrongSetting extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongSetting(Setting setting, String value) {
        this(setting, value, setting.allowed());
    }

    WrongSetting(Setting setting, String value, String allowed) {
        super("%s: %s is not possible; allowed: %s".formatted(setting.name(), shown(setting, value), allowed));
    }

    WrongSetting(String message) {
        super(printable(message));
    }

    /// For what says by itself what is wrong, without the value.
    static WrongSetting with(String fault, Setting setting) {
        return new WrongSetting("%s: %s; allowed: %s".formatted(setting.name(), fault, setting.allowed()));
    }

    /// For what only trying has shown.
    ///
    /// @param why without anything secret
    public static WrongSetting of(Setting setting, String why) {
        return new WrongSetting(setting.name() + ": " + oneLine(why));
    }

    /// In an address, what stands before an at sign is a password, whether one belongs there or not.
    private static String shown(Setting setting, String value) {
        return setting.secret()
                ? "the given value (not shown: it is secret)"
                : "\"" + oneLine(value.replaceAll("//[^/]*@", "//…@")) + "\"";
    }

    private static String oneLine(String value) {
        var printable = printable(value);
        return printable.length() <= 200 ? printable : printable.substring(0, 200) + "…";
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]", "?");
    }
}
