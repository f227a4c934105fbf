package org.zhike.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.zhike.expressions.Path;
import org.zhike.kernel.Names;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/**
 * Finds the field at the end of a path through references, such as {@code order.customer.level}. A region leads on to its
 * province, as a reference would: {@code customer.region.province}.
 */
record FieldPaths(ObjectCatalogue objects) {

    private static final String PROVINCE = "province";

    /** The field; empty when a name is unknown or a field on the way is no reference. A province is a region itself. */
    Optional<FieldDefinition> field(ObjectDefinition object, Path path) {
        Optional<ObjectDefinition> owner = owner(object, path);
        return owner.flatMap(found -> found.field(path.name()))
                .or(() -> regionOf(object, path).flatMap(region -> field(object, region)));
    }

    /** The path of the region whose province the path means; empty when it means none. */
    Optional<Path> regionOf(ObjectDefinition object, Path path) {
        return path.name().equals(PROVINCE)
                ? path.parent()
                        .filter(parent -> owner(object, parent)
                                .flatMap(owner -> owner.field(parent.name()))
                                .filter(field -> field.type() == FieldType.REGION)
                                .isPresent())
                : Optional.empty();
    }

    /** The object that the field at the end belongs to. */
    Optional<ObjectDefinition> owner(ObjectDefinition object, Path path) {
        ObjectDefinition current = object;
        for (String name : path.names().subList(0, path.names().size() - 1)) {
            String target = current.field(name).map(FieldDefinition::target).orElse(null);
            if (target == null) {
                return Optional.empty();
            }
            current = objects.get(target);
        }
        return Optional.of(current);
    }

    /** Whether records can be grouped by the field: it has one value of few. */
    static boolean isDimension(FieldDefinition field) {
        return switch (field.type()) {
            case TEXT, NUMBER, BOOLEAN, DATE, SELECT, REFERENCE, EMAIL, PHONE, URL, REGION -> true;
            case LONG_TEXT, MONEY, PERCENT, DATETIME, MULTI_SELECT -> false;
        };
    }

    /** A sentence with the nearest path that exists, or all there are. */
    String hint(ObjectDefinition object, String given, List<String> usual) {
        List<String> known = new ArrayList<>(usual);
        for (FieldDefinition field : object.fields()) {
            known.add(field.name());
            if (field.type() == FieldType.REFERENCE && field.target() != null) {
                objects.get(field.target()).fields().forEach(next -> known.add(field.name() + "." + next.name()));
            }
        }
        return Names.nearest(given, known)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("Usual are: " + String.join(", ", usual) + ".");
    }

    /** A sentence with the nearest fitting path of the object or one reference further; empty when none is near. */
    String nearest(ObjectDefinition object, String given, Predicate<FieldDefinition> fits) {
        List<String> known = new ArrayList<>();
        for (FieldDefinition field : object.fields()) {
            if (fits.test(field)) {
                known.add(field.name());
            }
            if (field.type() == FieldType.REFERENCE && field.target() != null) {
                objects.get(field.target()).fields().stream()
                        .filter(fits)
                        .forEach(next -> known.add(field.name() + "." + next.name()));
            }
        }
        return Names.nearest(given, known)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("");
    }
}
