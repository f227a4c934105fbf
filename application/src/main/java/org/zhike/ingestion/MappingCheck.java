package org.zhike.ingestion;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.zhike.ingestion.file.FileFormat;
import org.zhike.ingestion.value.CellReader;
import org.zhike.ingestion.value.ColumnProfile;
import org.zhike.ingestion.value.Conventions;
import org.zhike.ingestion.value.Transform;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Regions;
import org.zhike.records.MergeMode;

/** Checks one mapping against its file and the objects, gathering every problem, and makes the plan. */
final class MappingCheck {

    private final Mapping mapping;
    private final FileShape shape;
    private final Issues issues = new Issues();

    private MappingCheck(Mapping mapping, FileShape shape) {
        this.mapping = mapping;
        this.shape = shape;
    }

    /**
     * What a mapping leaves open is taken from here.
     *
     * @param objects definitions of the target's objects by name
     */
    record Defaults(ZoneId zone, Currency currency, Regions regions, Map<String, ObjectDefinition> objects) {}

    /**
     * Returns the plan.
     *
     * @throws ProductException with all problems, the path of each the mapping's own
     */
    static ImportPlan plan(Mapping mapping, FileShape shape, Target target, Defaults defaults) {
        return new MappingCheck(mapping, shape).plan(target, defaults);
    }

    private ImportPlan plan(Target target, Defaults defaults) {
        MergeMode mode = mode();
        Conventions conventions = conventions(defaults);
        List<ImportPlan.Column> columns = columns(target, conventions);
        if (columns.isEmpty() && issues.isEmpty()) {
            issues.add("columns", IngestionError.NOTHING_MAPPED);
        }
        onlyOnce(columns);
        if (mode != MergeMode.UPDATE) {
            required(target, columns);
        }
        List<Target.Place> match = target.isOrderLines()
                ? matchOfOrderLines(target, columns)
                : match(target, columns, mode, defaults.objects().get(target.name()));
        issues.throwIfAny();
        return new ImportPlan(target, mode, match, columns, conventions);
    }

    private MergeMode mode() {
        String text = Objects.requireNonNullElse(mapping.mode(), "upsert");
        return Arrays.stream(MergeMode.values())
                .filter(mode -> mode.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseGet(() -> {
                    issues.add("mode", IngestionError.BAD_SETTING, "The mode", text, "Use create, upsert or update.");
                    return MergeMode.UPSERT;
                });
    }

    private Conventions conventions(Defaults defaults) {
        String format = mapping.dateFormat();
        if (format != null) {
            try {
                CellReader.formatter(format);
            } catch (IllegalArgumentException e) {
                issues.add("dateFormat", IngestionError.BAD_DATE_FORMAT, format, e.getMessage());
                format = null;
            }
        }
        String decimal = mapping.decimal();
        if (decimal != null && !decimal.equals(".") && !decimal.equals(",")) {
            issues.add("decimal", IngestionError.BAD_SETTING, "The decimal mark", decimal, "Use . or ,");
            decimal = null;
        }
        FileFormat file = shape.format();
        return new Conventions(
                format,
                decimal == null ? null : decimal.charAt(0),
                ";".equals(file.delimiter()),
                zone(defaults.zone()),
                currency(defaults.currency()),
                defaults.regions());
    }

    private ZoneId zone(ZoneId standard) {
        String zone = mapping.zone();
        try {
            return zone == null ? standard : ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            issues.add("zone", IngestionError.BAD_SETTING, "The time zone", zone, "It looks like Asia/Shanghai.");
            return standard;
        }
    }

    private Currency currency(Currency standard) {
        String code = mapping.currency();
        try {
            return code == null ? standard : Currency.getInstance(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            issues.add("currency", IngestionError.UNKNOWN_CURRENCY, code);
            return standard;
        }
    }

    private List<ImportPlan.Column> columns(Target target, Conventions conventions) {
        List<ImportPlan.Column> columns = new ArrayList<>();
        for (int i = 0; i < mapping.columns().size(); i++) {
            Mapping.Column given = mapping.columns().get(i);
            String path = given.field();
            if (path == null) {
                continue;
            }
            String where = "columns[" + i + "]";
            int index = index(given);
            Target.Place place = target.place(path).orElse(null);
            if (index < 0) {
                issues.add(where + ".index", IngestionError.NO_SUCH_COLUMN, given.index(), given.column());
            }
            if (place == null) {
                List<String> known =
                        target.fields().stream().map(Target.Place::path).toList();
                issues.add(
                        where + ".field",
                        IngestionError.UNKNOWN_PATH,
                        target.labels().en(),
                        path,
                        Targets.hint(path, known));
            }
            if (index >= 0 && place != null) {
                columns.add(column(index, place, given.transform(), conventions, where));
            }
        }
        return columns;
    }

    private int index(Mapping.Column given) {
        Integer index = given.index();
        if (index == null) {
            return shape.header().indexOf(given.column().strip());
        }
        return index >= 0 && index < shape.header().size() ? index : -1;
    }

    private ImportPlan.Column column(
            int index, Target.Place place, @Nullable Transform given, Conventions conventions, String where) {
        ColumnProfile profile = shape.profiles().get(index);
        String heading = shape.header().get(index);
        Transform transform = given != null ? given : Transform.detect(place.field(), profile, conventions);
        FieldType type = place.field().type();
        boolean isDate = type == FieldType.DATE || type == FieldType.DATETIME;
        if (isDate
                && profile.ambiguousDate() != null
                && transform == Transform.AS_IS
                && conventions.dateFormat() == null) {
            issues.add(where, IngestionError.AMBIGUOUS_DATES, profile.ambiguousDate(), heading);
        }
        return new ImportPlan.Column(index, heading, place, transform);
    }

    /** A field takes one column; so does a reference, by whichever key. */
    private void onlyOnce(List<ImportPlan.Column> columns) {
        Map<String, ImportPlan.Column> taken = new HashMap<>();
        for (ImportPlan.Column column : columns) {
            String reference = column.place().reference();
            ImportPlan.Column other =
                    taken.putIfAbsent(reference == null ? column.place().path() : reference, column);
            if (other != null) {
                issues.add(
                        "columns",
                        IngestionError.FIELD_TWICE,
                        other.heading(),
                        column.heading(),
                        reference == null ? column.place().path() : reference);
            }
        }
    }

    private void required(Target target, List<ImportPlan.Column> columns) {
        boolean hasProduct =
                columns.stream().anyMatch(column -> column.place().object().equals("product"));
        Map<String, List<Target.Place>> ways = target.fields().stream()
                .filter(place -> place.required() || (target.isOrderLines() && hasProduct && isSku(place)))
                .collect(Collectors.groupingBy(place -> place.reference() == null ? place.path() : place.reference()));
        ways.forEach((name, places) -> {
            boolean mapped = columns.stream().anyMatch(column -> places.contains(column.place()));
            if (!mapped) {
                issues.add("columns", IngestionError.REQUIRED_UNMAPPED, name);
            }
        });
    }

    private static boolean isSku(Target.Place place) {
        return place.path().equals("product.sku");
    }

    private List<Target.Place> matchOfOrderLines(Target target, List<ImportPlan.Column> columns) {
        List<Target.Place> keys = mappedKeys(columns).stream()
                .filter(place -> place.object().equals("customer"))
                .toList();
        List<Target.Place> chosen = new ArrayList<>();
        for (String path : mapping.match()) {
            Target.Place place = target.place(path).filter(Target.Place::key).orElse(null);
            if (place == null) {
                issues.add("match", IngestionError.NOT_A_MATCH, target.labels().en(), path, paths(keys(target)));
            } else if (!mappedKeys(columns).contains(place)) {
                issues.add("match", IngestionError.MATCH_UNMAPPED, path);
            } else if (place.object().equals("customer")) {
                chosen.add(place);
            }
        }
        boolean hasCustomer =
                columns.stream().anyMatch(column -> column.place().object().equals("customer"));
        if (hasCustomer && keys.isEmpty()) {
            issues.add("match", IngestionError.NO_MATCH, "customers", "");
        }
        return chosen.isEmpty() ? keys.stream().limit(1).toList() : chosen.subList(0, 1);
    }

    private List<Target.Place> match(
            Target target, List<ImportPlan.Column> columns, MergeMode mode, @Nullable ObjectDefinition object) {
        if (object == null) {
            throw new IllegalArgumentException("no definition of " + target.name());
        }
        List<Target.Place> mapped = mappedKeys(columns);
        if (mapping.match().isEmpty()) {
            List<Target.Place> found = standardMatch(object, mapped);
            if (found.isEmpty() && mode != MergeMode.CREATE) {
                issues.add("match", IngestionError.NO_MATCH, target.labels().en(), paths(keys(target)));
            }
            return found;
        }
        List<Target.Place> chosen = new ArrayList<>();
        for (String path : mapping.match()) {
            Target.Place place = target.place(path)
                    .or(() -> mapped.stream()
                            .filter(key -> path.equals(key.reference()))
                            .findFirst())
                    .filter(Target.Place::key)
                    .orElse(null);
            if (place == null) {
                issues.add("match", IngestionError.NOT_A_MATCH, target.labels().en(), path, paths(keys(target)));
            } else if (!mapped.contains(place)) {
                issues.add("match", IngestionError.MATCH_UNMAPPED, path);
            } else {
                chosen.add(place);
            }
        }
        List<String> fields = fields(chosen);
        boolean alone = chosen.size() == 1 && isAlone(chosen.getFirst());
        if (chosen.size() == mapping.match().size() && !alone && !object.keys().contains(fields)) {
            issues.add(
                    "match",
                    IngestionError.NOT_A_MATCH,
                    target.labels().en(),
                    String.join(" + ", mapping.match()),
                    paths(keys(target)));
        }
        return chosen;
    }

    /** The first unique field that is mapped, else a mapped combination, else a field records may be matched by. */
    private static List<Target.Place> standardMatch(ObjectDefinition object, List<Target.Place> mapped) {
        for (Target.Place place : mapped) {
            if (place.reference() == null && place.field().unique()) {
                return List.of(place);
            }
        }
        for (List<String> key : object.keys()) {
            List<Target.Place> places = key.stream()
                    .flatMap(name -> mapped.stream()
                            .filter(place -> field(place).equals(name))
                            .limit(1))
                    .toList();
            if (places.size() == key.size()) {
                return places;
            }
        }
        return mapped.stream().filter(MappingCheck::isAlone).limit(1).toList();
    }

    /** The fields of the target's own object that the places fill: a reference by its own name. */
    static List<String> fields(List<Target.Place> places) {
        return places.stream().map(MappingCheck::field).toList();
    }

    private static String field(Target.Place place) {
        return place.reference() == null ? place.field().name() : place.reference();
    }

    private static boolean isAlone(Target.Place place) {
        return place.reference() == null
                && (place.field().unique() || place.field().match());
    }

    private static List<Target.Place> mappedKeys(List<ImportPlan.Column> columns) {
        return columns.stream()
                .map(ImportPlan.Column::place)
                .filter(Target.Place::key)
                .toList();
    }

    private static List<Target.Place> keys(Target target) {
        return target.fields().stream().filter(Target.Place::key).toList();
    }

    private static String paths(List<Target.Place> places) {
        return String.join(", ", places.stream().map(Target.Place::path).toList());
    }
}
