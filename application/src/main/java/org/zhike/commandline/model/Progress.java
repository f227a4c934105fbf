package org.zhike.commandline.model;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** How far long work is, on the error output, for a person at a terminal; silent in a script. Safe for several threads. */
final class Progress {

    private static final long EVERY_NANOS = 200_000_000;

    private final PrintWriter err;
    private final boolean watched =
            Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    private long lastAt;

    Progress(CommandSpec spec) {
        err = spec.commandLine().getErr();
    }

    /** Shows {@code phase: done of total}, a few times a second at most. */
    synchronized void show(String phase, long done, long total) {
        long now = System.nanoTime();
        if (watched && (now - lastAt > EVERY_NANOS || done == total)) {
            lastAt = now;
            err.print("\r" + phase + ": " + done + " of " + total + "          ");
            if (done == total) {
                err.println();
            }
            err.flush();
        }
    }
}
