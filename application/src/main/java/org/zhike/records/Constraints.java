package org.zhike.records;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectDefinition;

/** Tells which promise of a table was broken; the database names only its constraint. */
final class Constraints {

    private Constraints() {}

    static RuntimeException explain(
            ObjectDefinition object, Map<FieldDefinition, @Nullable Object> values, RuntimeException broken) {
        for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException error && error.getServerErrorMessage() != null) {
                String constraint = String.valueOf(error.getServerErrorMessage().getConstraint());
                return explain(object, values, constraint, broken);
            }
        }
        return broken;
    }

    private static RuntimeException explain(
            ObjectDefinition object,
            Map<FieldDefinition, @Nullable Object> values,
            String constraint,
            RuntimeException broken) {
        for (FieldDefinition definition : object.fields()) {
            Object value = values.get(definition);
            String path = "values." + definition.name();
            if (constraint.equals(object.name() + "_" + definition.name() + "_key")) {
                return problem(
                        path,
                        RecordError.ALREADY_EXISTS,
                        object.labels().en(),
                        definition.labels().en(),
                        value);
            }
            if (constraint.equals(object.name() + "_" + definition.name() + "_fkey")) {
                return problem(path, RecordError.UNKNOWN_REFERENCE, definition.target(), "id", value);
            }
        }
        for (List<String> key : object.keys()) {
            if (constraint.equals(object.name() + "_" + String.join("_", key) + "_key")) {
                return problem(
                        "values", RecordError.ALREADY_EXISTS, object.labels().en(), String.join(" + ", key), "");
            }
        }
        return broken;
    }

    private static ProductException problem(String path, RecordError code, @Nullable Object... arguments) {
        Issues issues = new Issues();
        issues.add(path, code, arguments);
        return new ProductException(issues.all());
    }
}
