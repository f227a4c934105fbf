package org.zhike.expressions;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names an expression may use and what each stands for. */
public interface Scope {

    /** What the names belong to, for messages: {@code order}. */
    String label();

    Set<String> names();

    Optional<Meaning> find(String name);

    /** A scope of bare columns, such as those of a roll-up. A DATETIME column f of DuckDB has its day in f__day. */
    static Scope of(String label, Map<String, ValueType> types) {
        return new ColumnScope(label, Map.copyOf(types));
    }

    /** This scope and one more bare column, which hides a name of its own. */
    default Scope with(String column, ValueType type) {
        Scope outer = this;
        return new Scope() {
            @Override
            public String label() {
                return outer.label();
            }

            @Override
            public Set<String> names() {
                Set<String> names = new LinkedHashSet<>(outer.names());
                names.add(column);
                return names;
            }

            @Override
            public Optional<Meaning> find(String name) {
                return name.equals(column)
                        ? Optional.of(new Meaning(column, type, false, List.of(), null))
                        : outer.find(name);
            }
        };
    }

    /**
     * What a name stands for.
     *
     * @param field the field that holds the value; for the currency of a money field, that money field
     * @param currency whether it is the currency of the money field
     * @param options the only values it can have; empty when it can have any
     * @param target the names that may follow a dot, when it is a reference; null otherwise
     */
    record Meaning(
            String field,
            ValueType type,
            boolean currency,
            List<String> options,
            @Nullable Scope target) {

        public Meaning {
            options = List.copyOf(options);
        }
    }
}
