package org.hausruf.rtc.srtp;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// The calls of OpenSSL's libcrypto (3.x or 1.1) that SRTP needs.
///
/// Pointers travel as `long`: the calling conventions of all 64-bit platforms pass both alike, and so no
/// [MemorySegment] has to be made for "base plus offset". The handles are `static final`, which lets the JIT
/// inline the call, and "critical", which leaves out the thread's change of state: the calls are short and never block.
@SuppressWarnings("restricted") // calling native code is what this class is for
final class LibCrypto {
    private static final List<String> NAMES = List.of("libcrypto.so.3", "libcrypto.so.1.1", "libcrypto.so");
    private static final List<String> CALLS = List.of(
            "EVP_CIPHER_CTX_new",
            "EVP_CIPHER_CTX_free",
            "EVP_aes_128_gcm",
            "EVP_aes_128_ctr",
            "EVP_CipherInit_ex",
            "EVP_CipherUpdate",
            "EVP_CipherFinal_ex",
            "EVP_CIPHER_CTX_ctrl",
            "SHA1_Init",
            "SHA1_Update",
            "SHA1_Final");
    private static final Linker LINKER = Linker.nativeLinker();
    private static final Optional<Library> LIBRARY =
            NAMES.stream().flatMap(name -> open(name).stream()).findFirst();

    private static final int GCM_GET_TAG = 0x10;
    private static final int GCM_SET_TAG = 0x11;
    private static final long NULL = 0;

    private record Library(String name, SymbolLookup symbols) {}

    private LibCrypto() {}

    /// The file that was found and has everything we call, or empty.
    static Optional<String> name() {
        return LIBRARY.map(Library::name);
    }

    private static Optional<Library> open(String name) {
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(name, Arena.global());
            boolean complete =
                    CALLS.stream().allMatch(call -> symbols.find(call).isPresent());
            return complete ? Optional.of(new Library(name, symbols)) : Optional.empty();
        } catch (IllegalArgumentException notThere) {
            return Optional.empty();
        }
    }

    /// Loaded on first use, after [#name] has said that there is a library.
    private static final class Handles {
        static final MethodHandle NEW = plain("EVP_CIPHER_CTX_new", JAVA_LONG);
        static final MethodHandle FREE = call("EVP_CIPHER_CTX_free", FunctionDescriptor.ofVoid(JAVA_LONG));
        static final MethodHandle AES_128_GCM = plain("EVP_aes_128_gcm", JAVA_LONG);
        static final MethodHandle AES_128_CTR = plain("EVP_aes_128_ctr", JAVA_LONG);
        static final MethodHandle INIT =
                critical("EVP_CipherInit_ex", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
        static final MethodHandle UPDATE =
                critical("EVP_CipherUpdate", JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT);
        static final MethodHandle FINAL = critical("EVP_CipherFinal_ex", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        static final MethodHandle CONTROL = critical("EVP_CIPHER_CTX_ctrl", JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG);
        static final MethodHandle SHA1_INIT = critical("SHA1_Init", JAVA_LONG);
        static final MethodHandle SHA1_UPDATE = critical("SHA1_Update", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        static final MethodHandle SHA1_FINAL = critical("SHA1_Final", JAVA_LONG, JAVA_LONG);

        private static MethodHandle plain(String name, MemoryLayout result) {
            return call(name, FunctionDescriptor.of(result));
        }

        private static MethodHandle critical(String name, MemoryLayout... arguments) {
            return call(name, FunctionDescriptor.of(JAVA_INT, arguments), Linker.Option.critical(false));
        }

        private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
            MemorySegment symbol = LIBRARY.orElseThrow().symbols().find(name).orElseThrow();
            return LINKER.downcallHandle(symbol, type, options);
        }
    }

    /// Where the bytes are, for a call that reads or writes that many.
    static long address(MemorySegment s, long at, long size) {
        Objects.checkFromIndexSize(at, size, s.byteSize());
        return s.address() + at;
    }

    static long newGcm(long key) {
        try {
            return newContext((long) Handles.AES_128_GCM.invokeExact(), key);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long newCounter(long key) {
        try {
            return newContext((long) Handles.AES_128_CTR.invokeExact(), key);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static long newContext(long cipher, long key) throws Throwable {
        long context = (long) Handles.NEW.invokeExact();
        if (context == NULL || (int) Handles.INIT.invokeExact(context, cipher, NULL, key, NULL, 1) != 1) {
            throw new IllegalStateException("libcrypto gave no cipher context");
        }
        return context;
    }

    static void free(long context) {
        try {
            Handles.FREE.invokeExact(context);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /// Begins a packet: same key, new initialisation vector.
    static boolean init(long context, long iv, boolean encrypt) {
        try {
            return (int) Handles.INIT.invokeExact(context, NULL, NULL, NULL, iv, encrypt ? 1 : 0) == 1;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /// Transforms a piece of the packet.
    ///
    /// @param out 0 for data that is only authenticated
    static boolean update(long context, long out, long outSize, long in, int size) {
        try {
            return (int) Handles.UPDATE.invokeExact(context, out, outSize, in, size) == 1;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static boolean finish(long context, long out, long outSize) {
        try {
            return (int) Handles.FINAL.invokeExact(context, out, outSize) == 1;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static boolean readTag(long context, long tag) {
        return control(context, GCM_GET_TAG, tag);
    }

    static boolean expectTag(long context, long tag) {
        return control(context, GCM_SET_TAG, tag);
    }

    private static boolean control(long context, int what, long tag) {
        try {
            return (int) Handles.CONTROL.invokeExact(context, what, Ciphers.Gcm.TAG_SIZE, tag) == 1;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static boolean sha1Init(long state) {
        try {
            return (int) Handles.SHA1_INIT.invokeExact(state) == 1;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static boolean sha1Update(long state, long data, long size) {
        try {
            return (int) Handles.SHA1_UPDATE.invokeExact(state, data, size) == 1;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static boolean sha1Final(long digest, long state) {
        try {
            return (int) Handles.SHA1_FINAL.invokeExact(digest, state) == 1;
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static IllegalStateException unexpected(Throwable t) {
        return new IllegalStateException("calling libcrypto", t);
    }
}
