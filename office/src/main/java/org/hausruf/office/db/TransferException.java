package org.hausruf.office.db;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.zip.ZipException;

/// Why an export or an import was not done, in words for the operator. Nothing has been changed.
public final class TransferException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TransferException(String message) {
        super(message);
    }

    /// For what the caller has found.
    public static TransferException of(String message) {
        return new TransferException(message);
    }

    TransferException(String message, Throwable cause) {
        super(message, cause);
    }

    /// What the database says, without the rows that it says it of.
    static String words(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /// There is no class of its own for it.
    private static boolean isFull(IOException e) {
        var words = String.valueOf(e.getMessage());
        return words.contains("No space left on device") || words.contains("Disk quota exceeded");
    }

    /// What went wrong with a file, without its address.
    static String words(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            case IOException it
            when isFull(it) -> "there is no room left on its disk: make some, or name another folder";
            case FileSystemException it when it.getReason() != null -> String.valueOf(it.getReason());
            case ZipException _, EOFException _ -> "it is none, or damaged (" + e.getMessage() + ")";
            default -> String.valueOf(e.getMessage());
        };
    }
}
