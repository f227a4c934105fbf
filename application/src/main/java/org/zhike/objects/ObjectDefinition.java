package org.zhike.objects;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Labels;

/**
 * One kind of thing a company keeps: customers, orders, tickets.
 *
 * @param name the API name: lower-case ASCII snake case, singular; also the table's name
 * @param plural the label for many
 * @param displayFields the fields that name a record to people; the first with a value is used
 * @param timeField the field that places a record on a time line; null when it has none
 * @param fields the object's own fields, in the order of the screen, without the system fields
 * @param keys combinations of fields that no two live records share, besides the unique fields
 * @param area the part of the work it belongs to
 * @param listFields the columns a list shows before a person chooses others
 */
public record ObjectDefinition(
        String name,
        Labels labels,
        Labels plural,
        List<String> displayFields,
        @Nullable String timeField,
        List<FieldDefinition> fields,
        List<List<String>> keys,
        List<String> listFields,
        Area area) {

    /** The parts of the work, in the order of the navigation. */
    public enum Area {
        CUSTOMERS,
        SALES,
        SERVICE,
        MARKETING,
        OPERATIONS
    }

    public ObjectDefinition {
        displayFields = List.copyOf(displayFields);
        fields = List.copyOf(fields);
        keys = keys.stream().map(List::copyOf).toList();
        listFields = List.copyOf(listFields);
    }

    /** Returns the field of that name, own or system. */
    public Optional<FieldDefinition> field(String fieldName) {
        return allFields().stream()
                .filter(field -> field.name().equals(fieldName))
                .findFirst();
    }

    /** The system fields first ({@code id}, {@code created_at}, …), then the object's own. */
    public List<FieldDefinition> allFields() {
        return java.util.stream.Stream.concat(SystemFields.ALL.stream(), fields.stream())
                .toList();
    }
}
