package org.zhike.commandline.model;

/**
 * A column a model needs.
 *
 * @param name its heading, exactly
 * @param required whether an empty cell is a mistake
 */
record Column(String name, Kind kind, boolean required) {

    enum Kind {
        TEXT,
        NUMBER,
        DATE
    }

    static Column text(String name) {
        return new Column(name, Kind.TEXT, true);
    }

    static Column number(String name) {
        return new Column(name, Kind.NUMBER, true);
    }

    static Column date(String name) {
        return new Column(name, Kind.DATE, true);
    }

    /** The same column, with empty cells allowed. */
    Column optional() {
        return new Column(name, kind, false);
    }
}
