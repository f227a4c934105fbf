package org.zhike.ingestion;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Labels;
import org.zhike.objects.FieldDefinition;

/**
 * Something rows of a file can become: the records of one object, or those of several objects at once.
 *
 * @param name the API name
 * @param objects the objects it fills, in the order in which they are written
 */
public record Target(String name, Labels labels, List<String> objects, List<Place> fields) {

    /**
     * One place of a target that a column can fill.
     *
     * @param path its name in mappings: {@code email}, {@code customer.external_id}, {@code order.amount_currency}
     * @param object the object whose field it is
     * @param reference the field of the target's object that refers to that object; null when it is the target's own
     * @param currency whether it takes the currency of the money field, not its amount
     * @param required whether a new record needs it and nothing else fills it
     * @param key whether records can be matched by it
     */
    public record Place(
            String path,
            Labels labels,
            String object,
            FieldDefinition field,
            @Nullable String reference,
            boolean currency,
            boolean required,
            boolean key) {}

    public Target {
        objects = List.copyOf(objects);
        fields = List.copyOf(fields);
    }

    public Optional<Place> place(String path) {
        return fields.stream().filter(place -> place.path().equals(path)).findFirst();
    }

    /** Whether it is the flat file of order lines. */
    boolean isOrderLines() {
        return name.equals(Targets.ORDER_LINES);
    }
}
