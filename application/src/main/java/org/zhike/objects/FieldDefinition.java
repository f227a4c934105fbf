package org.zhike.objects;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Labels;

/**
 * One field of an object.
 *
 * @param name the API name: lower-case ASCII snake case; also the column's name and the name in expressions
 * @param defaultValue the value of a new record that says nothing about the field, as text; null for none
 * @param required whether every record must have a value
 * @param unique whether no two live records share a value;
 * @param match whether an upsert may find records by it though it is not unique; every unique field is a match key too
 * @param indexed whether lists are often filtered or sorted by it
 * @param searchable whether global search looks into it
 * @param target the object a REFERENCE points to; null for other types
 * @param options the choices of SELECT and MULTI_SELECT, in the order of the screen; empty for other types
 * @param decimals the decimals kept of a NUMBER, 0 to 6
 * @param aliases column headings that mean this field in an imported file, besides its labels
 * @param system whether every object has it and the engine, not a person, fills it
 */
public record FieldDefinition(
        String name,
        FieldType type,
        Labels labels,
        @Nullable String defaultValue,
        boolean required,
        boolean unique,
        boolean match,
        boolean indexed,
        boolean searchable,
        @Nullable String target,
        List<Option> options,
        int decimals,
        List<String> aliases,
        boolean system) {

    /** The suffix of the second column of a MONEY field, which holds the ISO 4217 code. */
    public static final String CURRENCY_SUFFIX = "_currency";

    public FieldDefinition {
        options = List.copyOf(options);
        aliases = List.copyOf(aliases);
    }

    /** The column that holds a MONEY field's currency. */
    public String currencyColumn() {
        return name + CURRENCY_SUFFIX;
    }
}
