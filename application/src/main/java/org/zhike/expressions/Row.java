package org.zhike.expressions;

import org.jspecify.annotations.Nullable;

/** One record, with those its references lead to. */
@FunctionalInterface
public interface Row {

    /**
     * Returns the value of the field in the Java type of its {@link org.zhike.objects.FieldType}; null when it has none or a
     * reference on the way leads nowhere.
     */
    @Nullable Object value(Path path);
}
