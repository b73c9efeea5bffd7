package io.regionalfailover.console;

/** Where there is something to show. It costs nothing while it is closed. */
public interface Source {
    /** Somebody looks. Returns at once. */
    void open();

    /** Nobody looks any more. */
    void close();

    /** What there is now, from memory. */
    ConsoleView view();
}
