package org.zhike.packs;

import java.util.Collections;
import java.util.Map;
import org.zhike.records.KeyReference;

/**
 * One record of the demo company, before it has an id.
 *
 * @param values by field name, as {@link org.zhike.objects.FieldType} says, but a REFERENCE is a {@link KeyReference}; a field
 *     without a value is not there
 */
public record DemoRow(String object, Map<String, Object> values) {

    public DemoRow {
        // A view, not a copy: millions of rows are made, each from a map nobody else holds.
        values = Collections.unmodifiableMap(values);
    }
}
