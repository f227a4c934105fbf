package org.zhike.expressions;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Bare columns of known types. */
record ColumnScope(String label, Map<String, ValueType> types) implements Scope {

    @Override
    public Set<String> names() {
        return types.keySet();
    }

    @Override
    public Optional<Meaning> find(String name) {
        return Optional.ofNullable(types.get(name)).map(type -> new Meaning(name, type, false, List.of(), null));
    }
}
