package org.hausruf.engine;

/// A value the engine cannot start with. The message is the one line that the operator sees.
final class WrongOption extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongOption(Option option, String value) {
        this(option, value, option.allowed());
    }

    WrongOption(Option option, String value, String allowed) {
        super("%s: %s is not possible; allowed: %s".formatted(option.name(), shown(option, value), allowed));
    }

    WrongOption(String message) {
        super(message);
    }

    private static String shown(Option option, String value) {
        if (option.secret()) return "the given value (not shown: it is secret)";
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return '"' + (printable.length() <= 200 ? printable : printable.substring(0, 200) + "…") + '"';
    }
}
