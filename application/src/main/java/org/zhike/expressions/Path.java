package org.zhike.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A field reached from an object through references: {@code region}, {@code customer.region}; its names in order. */
public record Path(List<String> names) {

    public Path {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("a path needs a name");
        }
        names = List.copyOf(names);
    }

    public static Path of(String... names) {
        return new Path(List.of(names));
    }

    /** The last name: the field itself. */
    public String name() {
        return names.getLast();
    }

    /** The path of the reference that leads to the field's object; empty for a field of the object itself. */
    public Optional<Path> parent() {
        return names.size() == 1 ? Optional.empty() : Optional.of(new Path(names.subList(0, names.size() - 1)));
    }

    public Path then(String name) {
        List<String> longer = new ArrayList<>(names);
        longer.add(name);
        return new Path(longer);
    }

    /** Returns the path of another field or column of the same object. */
    public Path withName(String name) {
        return parent().map(parent -> parent.then(name)).orElseGet(() -> of(name));
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
