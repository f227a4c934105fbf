package org.zhike.ingestion;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Names;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/** What files can become: every object, and order lines, which fill four objects. */
@Component
final class Targets {

    /** One row per line of an order, with its customer and product beside it. */
    static final String ORDER_LINES = "order_lines";

    private static final List<String> ORDER_LINES_OBJECTS = List.of("customer", "product", "order", "order_item");

    /** What order lines do not take from a column: the objects find each other by their keys, lines are counted. */
    private static final Set<String> ORDER_LINES_WITHOUT = Set.of("order_item.line");

    private final ObjectCatalogue objects;

    Targets(ObjectCatalogue objects) {
        this.objects = objects;
    }

    List<Target> all() {
        List<Target> targets = new ArrayList<>();
        targets.add(orderLines());
        objects.all().forEach(object -> targets.add(of(object)));
        return targets;
    }

    /** Returns the target people mean: {@code order-lines}, {@code Orders} and {@code order} are good names. */
    Target get(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        List<Target> all = all();
        return all.stream()
                .filter(target -> names(target).contains(plain))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> known = all.stream().map(Target::name).toList();
                    return new ProductException(IngestionError.UNKNOWN_TARGET, name, hint(plain, known));
                });
    }

    static String hint(String name, List<String> known) {
        return Names.nearest(name, known)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("There are: " + String.join(", ", known) + ".");
    }

    private static Set<String> names(Target target) {
        String name = target.name();
        String plural = name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
        return Set.of(name, plural, name.equals(ORDER_LINES) ? "order_line" : name + "_records");
    }

    private Target of(ObjectDefinition object) {
        List<Target.Place> places = new ArrayList<>();
        for (FieldDefinition field : object.fields()) {
            if (field.type() == FieldType.REFERENCE && field.target() != null) {
                ObjectDefinition other = objects.get(field.target());
                boolean isKey = object.keys().stream().anyMatch(key -> key.contains(field.name()));
                for (FieldDefinition key : other.fields()) {
                    if (key.unique() || key.match()) {
                        Labels labels = joined(field.labels(), key.labels());
                        String path = field.name() + "." + key.name();
                        places.add(new Target.Place(
                                path, labels, other.name(), key, field.name(), false, isMust(field), isKey));
                    }
                }
            } else {
                boolean isKey = field.unique()
                        || field.match()
                        || object.keys().stream().anyMatch(key -> key.contains(field.name()));
                add(places, field.name(), field.labels(), object.name(), field, isMust(field), isKey);
            }
        }
        return new Target(object.name(), object.plural(), List.of(object.name()), places);
    }

    private Target orderLines() {
        List<Target.Place> places = new ArrayList<>();
        for (String name : List.of("order", "customer", "product", "order_item")) {
            ObjectDefinition object = objects.get(name);
            boolean isOptional = name.equals("product");
            for (FieldDefinition field : object.fields()) {
                String path = name + "." + field.name();
                if (field.type() != FieldType.REFERENCE && !ORDER_LINES_WITHOUT.contains(path)) {
                    boolean isKey = field.unique() || (name.equals("customer") && field.match());
                    Labels labels = joined(object.labels(), field.labels());
                    add(places, path, labels, name, field, isMust(field) && !isOptional, isKey);
                }
            }
        }
        return new Target(ORDER_LINES, new Labels("订单行", "Order lines"), ORDER_LINES_OBJECTS, places);
    }

    private static boolean isMust(FieldDefinition field) {
        return field.required() && field.defaultValue() == null;
    }

    private static void add(
            List<Target.Place> places,
            String path,
            Labels labels,
            String object,
            FieldDefinition field,
            boolean required,
            boolean key) {
        places.add(new Target.Place(path, labels, object, field, null, false, required, key));
        if (field.type() == FieldType.MONEY) {
            Labels currency = joined(labels, new Labels("币种", "Currency"));
            places.add(new Target.Place(
                    path + FieldDefinition.CURRENCY_SUFFIX, currency, object, field, null, true, false, false));
        }
    }

    private static Labels joined(Labels first, @Nullable Labels second) {
        return second == null ? first : new Labels(first.zh() + " · " + second.zh(), first.en() + " · " + second.en());
    }
}
