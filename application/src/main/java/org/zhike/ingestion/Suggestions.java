package org.zhike.ingestion;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.value.CellReader;
import org.zhike.ingestion.value.ColumnProfile;
import org.zhike.ingestion.value.Conventions;
import org.zhike.ingestion.value.Transform;
import org.zhike.ingestion.value.Words;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;

/**
 * Suggests what the columns of a file are, from their headings in Chinese or English and from whether their values can be
 * what the heading says.
 */
final class Suggestions {

    /** Of order lines, these take a heading only when nothing else does: a country is rather the customer's, a description the product's. */
    private static final List<String> LAST = List.of(
            "order.region",
            "order.note",
            "order_item.description",
            "product.price",
            "order.amount",
            "product.note",
            "customer.note");

    /** What makes a file one of order lines, beside the number of the order. */
    private static final Set<String> OF_LINES =
            Set.of("order_item.quantity", "order_item.price", "product.sku", "product.name");

    private static final Map<String, Pattern> BY_VALUE = Map.of(
            "customer.email", Pattern.compile("[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}"),
            "customer.mobile", Pattern.compile("(\\+?86)?1[3-9]\\d{9}"));

    private final ObjectCatalogue objects;
    private final Conventions conventions;
    private final FileShape shape;

    Suggestions(ObjectCatalogue objects, Conventions conventions, FileShape shape) {
        this.objects = objects;
        this.conventions = conventions;
        this.shape = shape;
    }

    /** Returns the mapping to the target that explains most columns, or to the given one. */
    Mapping best(List<Target> targets) {
        return targets.stream()
                .map(target -> new Rated(suggest(target), target))
                .max(Comparator.comparingDouble(Rated::rating))
                .map(Rated::mapping)
                .orElseThrow();
    }

    private record Rated(Mapping mapping, Target target) {

        /** Every column explained counts one; what a new record cannot do without weighs heavily. */
        double rating() {
            Set<String> paths = new HashSet<>();
            mapping.columns().forEach(column -> {
                if (column.field() != null) {
                    paths.add(column.field());
                }
            });
            double rating = paths.size();
            if (target.isOrderLines()) {
                long signs = OF_LINES.stream().filter(paths::contains).count();
                return paths.contains("order.number") && signs >= 2 ? rating + 2 : rating - 10;
            }
            long missing = target.fields().stream()
                    .filter(place -> place.required() && place.reference() == null && !paths.contains(place.path()))
                    .count();
            boolean keyed = target.fields().stream()
                    .anyMatch(place -> place.key() && place.reference() == null && paths.contains(place.path()));
            return rating - 3 * missing + (keyed ? 1 : 0);
        }
    }

    Mapping suggest(Target target) {
        Mapping mapping = suggest(target, target.fields());
        boolean hasCustomer = mapping.columns().stream()
                .anyMatch(column ->
                        target.isOrderLines() && column.field() != null && isCustomerKey(target, column.field()));
        if (target.isOrderLines() && !hasCustomer) {
            // without a key there are no customers: their columns may serve the order
            return suggest(
                    target,
                    target.fields().stream()
                            .filter(place -> !place.object().equals("customer"))
                            .toList());
        }
        return mapping;
    }

    private static boolean isCustomerKey(Target target, String path) {
        return target.place(path)
                .filter(place -> place.key() && place.object().equals("customer"))
                .isPresent();
    }

    private Mapping suggest(Target target, List<Target.Place> places) {
        List<Target.Place> inOrder = places.stream()
                .sorted(Comparator.comparing(
                                (Target.Place place) -> target.isOrderLines() && LAST.contains(place.path()))
                        .thenComparing(place ->
                                place.reference() != null && !place.field().unique()))
                .toList();
        Map<Integer, Target.Place> chosen = new HashMap<>();
        Set<String> taken = new HashSet<>();
        // exact headings first, so that a looser match cannot take their field
        for (int strictness = 0; strictness <= 2; strictness++) {
            for (int i = 0; i < shape.header().size(); i++) {
                Target.Place found = chosen.containsKey(i) ? null : find(target, inOrder, i, strictness, taken);
                if (found != null) {
                    chosen.put(i, found);
                }
            }
        }
        List<Mapping.Column> columns = new ArrayList<>();
        for (int i = 0; i < shape.header().size(); i++) {
            Target.Place place = chosen.get(i);
            ColumnProfile profile = shape.profiles().get(i);
            Transform transform =
                    place == null ? Transform.AS_IS : Transform.detect(place.field(), profile, conventions);
            columns.add(new Mapping.Column(
                    shape.header().get(i),
                    i,
                    place == null ? null : place.path(),
                    transform == Transform.AS_IS ? null : transform));
        }
        return new Mapping(target.name(), "upsert", List.of(), columns, null, null, null, null);
    }

    private Target.@Nullable Place find(
            Target target, List<Target.Place> places, int index, int strictness, Set<String> taken) {
        String heading = Words.key(shape.header().get(index));
        ColumnProfile profile = shape.profiles().get(index);
        for (Target.Place place : places) {
            String slot = place.reference() == null ? place.path() : place.reference();
            boolean named = strictness == 2
                    ? byValue(place, profile)
                    : names(target, place, strictness).contains(heading);
            if (named && !taken.contains(slot) && suits(place, profile)) {
                taken.add(slot);
                return place;
            }
        }
        return null;
    }

    /** 0: the field's own names; 1: the object's name before it, and a reference's own name. */
    private Set<String> names(Target target, Target.Place place, int strictness) {
        Set<String> own = new LinkedHashSet<>();
        if (place.currency()) {
            own.addAll(List.of("币种", "货币", "currency", "currencycode"));
            return strictness == 0 && place.path().equals(firstCurrency(target)) ? own : Set.of();
        }
        own.add(Words.key(place.field().name()));
        own.add(Words.key(place.field().labels().zh()));
        own.add(Words.key(place.field().labels().en()));
        place.field().aliases().forEach(alias -> own.add(Words.key(alias)));
        ObjectDefinition object = objects.get(place.object());
        Set<String> qualified = new LinkedHashSet<>();
        for (String prefix :
                List.of(object.name(), object.labels().zh(), object.labels().en())) {
            own.forEach(name -> qualified.add(Words.key(prefix) + name));
        }
        if (place.reference() == null) {
            return strictness == 0 ? own : qualified;
        }
        // Of another object only what names it: customer number, not number.
        if (strictness == 0) {
            qualified.addAll(referenceAliases(target, place));
            return qualified;
        }
        boolean isOwnKey = place.field().unique();
        return isOwnKey ? referenceNames(target, place) : Set.of();
    }

    private Set<String> referenceAliases(Target target, Target.Place place) {
        Set<String> names = new LinkedHashSet<>();
        if (place.field().unique()) {
            objects.get(target.name())
                    .field(String.valueOf(place.reference()))
                    .ifPresent(reference -> reference.aliases().forEach(alias -> names.add(Words.key(alias))));
            place.field().aliases().forEach(alias -> names.add(Words.key(alias)));
        }
        return names;
    }

    private Set<String> referenceNames(Target target, Target.Place place) {
        Set<String> names = new LinkedHashSet<>();
        objects.get(target.name()).field(String.valueOf(place.reference())).ifPresent(reference -> {
            names.add(Words.key(reference.name()));
            names.add(Words.key(reference.labels().zh()));
            names.add(Words.key(reference.labels().en()));
        });
        names.add(Words.key(place.field().labels().zh()));
        names.add(Words.key(place.field().labels().en()));
        return names;
    }

    private static @Nullable String firstCurrency(Target target) {
        return target.fields().stream()
                .filter(Target.Place::currency)
                .map(Target.Place::path)
                .filter(path -> !target.isOrderLines() || path.startsWith("order_item."))
                .findFirst()
                .orElse(null);
    }

    private static boolean byValue(Target.Place place, ColumnProfile profile) {
        Pattern pattern = place.reference() == null
                ? BY_VALUE.get(place.object() + "." + place.field().name())
                : null;
        return pattern != null
                && !profile.examples().isEmpty()
                && profile.examples().stream()
                        .allMatch(example -> pattern.matcher(example).matches());
    }

    private boolean suits(Target.Place place, ColumnProfile profile) {
        if (place.currency()
                || place.field().type() == FieldType.TEXT
                || profile.examples().isEmpty()) {
            return true;
        }
        Transform transform = Transform.detect(place.field(), profile, conventions);
        return new CellReader(place.field(), "", transform, conventions).suits(profile);
    }
}
