package org.zhike.expressions;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Option;

/** The fields of an object, the currencies of its money fields, and what its references lead to. */
record ObjectScope(ObjectCatalogue catalogue, ObjectDefinition object) implements Scope {

    @Override
    public String label() {
        return object.name();
    }

    @Override
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (FieldDefinition field : object.allFields()) {
            names.add(field.name());
            if (field.type() == FieldType.MONEY) {
                names.add(field.currencyColumn());
            }
        }
        return names;
    }

    @Override
    public Optional<Meaning> find(String name) {
        return object.allFields().stream()
                .filter(field -> field.name().equals(name) || isCurrency(field, name))
                .map(field -> meaning(field, isCurrency(field, name)))
                .findFirst();
    }

    private static boolean isCurrency(FieldDefinition field, String name) {
        return field.type() == FieldType.MONEY && field.currencyColumn().equals(name);
    }

    private Meaning meaning(FieldDefinition field, boolean currency) {
        String target = field.target();
        return new Meaning(
                field.name(),
                currency ? ValueType.TEXT : ValueType.of(field.type()),
                currency,
                field.options().stream().map(Option::value).toList(),
                target == null ? null : new ObjectScope(catalogue, catalogue.get(target)));
    }
}
