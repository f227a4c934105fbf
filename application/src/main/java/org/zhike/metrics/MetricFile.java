package org.zhike.metrics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.ErrorCode;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Names;
import org.zhike.metrics.Form.Composite;
import org.zhike.metrics.Form.Followed;
import org.zhike.metrics.Form.Follower;
import org.zhike.metrics.Form.Gaps;
import org.zhike.metrics.Form.Groups;
import org.zhike.metrics.Form.LeaveOut;
import org.zhike.metrics.Form.Lifetimes;
import org.zhike.metrics.Form.Rows;
import org.zhike.metrics.Form.Source;
import org.zhike.metrics.Form.States;

/** Reads one metric from its definition file (YAML); every problem of the file is noted with its place, none thrown. */
final class MetricFile {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final int LONGEST_NAME = 60;

    private static final List<String> LABELS = List.of("labels", "description", "falls", "formula");

    private static final List<String> ALL_FORMS = List.of(
            "metric",
            "version",
            "labels",
            "description",
            "falls",
            "formula",
            "kind",
            "stage",
            "unit",
            "direction",
            "owner",
            "minimum",
            "interval",
            "dimensions",
            "form");

    private static final List<String> SOURCE = List.of("counts", "time", "where", "leave_out");

    /** What each form has besides what all have; the value and the like are checked where they are read. */
    private static final Map<String, List<String>> FORMS = forms();

    private static Map<String, List<String>> forms() {
        Map<String, List<String>> forms = new LinkedHashMap<>();
        forms.put("rows", List.of("until", "latest_per", "value"));
        forms.put("groups", List.of("until", "per", "roll_up", "value"));
        forms.put("gaps", List.of("per", "value"));
        forms.put("followed", List.of("followed_by", "value"));
        forms.put("states", List.of("per", "among", "value"));
        forms.put("lifetimes", List.of("per"));
        forms.put("composite", List.of("value"));
        return forms;
    }

    /**
     * A definition as far as it could be read: parts that are wrong hold something of their kind, and are named.
     *
     * @param wrong the paths of those parts
     */
    record Read(Metric metric, DefinitionText text, Set<String> wrong) {

        boolean isRight(String path) {
            return !wrong.contains(path);
        }
    }

    private final DefinitionText text;
    private final Issues issues;
    private final Set<String> wrong = new HashSet<>();

    private MetricFile(DefinitionText text, Issues issues) {
        this.text = text;
        this.issues = issues;
    }

    static boolean isId(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    /** Returns what the text says; null when it is no YAML. */
    static @Nullable Read read(String text, Issues issues) {
        DefinitionText definition = DefinitionText.read(text, issues);
        return definition.isReadable() ? new MetricFile(definition, issues).read() : null;
    }

    private Read read() {
        String form = choice("form", FORMS.keySet());
        checkNames(form);
        String id = text("metric");
        if (!id.isEmpty() && !isId(id)) {
            problem("metric", DefinitionError.BAD_METRIC_ID, id);
        }
        int version = number("version");
        Map<String, Labels> labels = new LinkedHashMap<>();
        LABELS.forEach(part -> labels.put(part, labels(part)));
        Metric metric = new Metric(
                id,
                version,
                labels.getOrDefault("labels", new Labels("", "")),
                labels.getOrDefault("description", new Labels("", "")),
                labels.getOrDefault("falls", new Labels("", "")),
                labels.getOrDefault("formula", new Labels("", "")),
                constant("kind", Metric.Kind.RESULT),
                constant("stage", Metric.Stage.GROWTH),
                constant("unit", Metric.Unit.COUNT),
                constant("direction", Metric.Direction.UP),
                text("owner"),
                number("minimum"),
                constant("interval", Metric.IntervalMethod.NONE),
                dimensions(),
                form(form));
        return new Read(metric, text, Set.copyOf(wrong));
    }

    private void checkNames(String form) {
        List<String> known = new ArrayList<>(ALL_FORMS);
        known.addAll(SOURCE);
        FORMS.values().forEach(known::addAll);
        names("", known);
        if (form.isEmpty()) {
            return;
        }
        List<String> own = FORMS.getOrDefault(form, List.of());
        for (String name : text.names("")) {
            boolean fits = ALL_FORMS.contains(name)
                    || own.contains(name)
                    || (SOURCE.contains(name) && !form.equals("composite"));
            if (known.contains(name) && !fits) {
                issues.add(Issue.of(name, DefinitionError.NOT_OF_THE_FORM, form, name)
                        .at(text.nameAt(name)));
            }
        }
    }

    private void names(String path, List<String> known) {
        for (String name : text.names(path)) {
            if (!known.contains(name)) {
                String inner = path.isEmpty() ? name : path + "." + name;
                issues.add(Issue.of(inner, DefinitionError.UNKNOWN_ENTRY, name, hint(name, known))
                        .at(text.nameAt(inner)));
            }
        }
    }

    private static String hint(String given, Iterable<String> known) {
        List<String> names = new ArrayList<>();
        known.forEach(names::add);
        return Names.nearest(given, names)
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("");
    }

    private Form form(String form) {
        if (form.equals("composite")) {
            return new Composite(needed(form, "value"));
        }
        Source source = new Source(needed(form, "counts"), needed(form, "time"), optional("where"), leaveOut());
        return switch (form) {
            case "groups" -> new Groups(source, untilEnd(), needed(form, "per"), rollUp(form), needed(form, "value"));
            case "gaps" -> new Gaps(source, needed(form, "per"), needed(form, "value"));
            case "states" -> new States(source, needed(form, "per"), optional("among"), needed(form, "value"));
            case "followed" -> new Followed(source, follower(form), needed(form, "value"));
            case "lifetimes" -> new Lifetimes(source, needed(form, "per"));
            case "rows" -> new Rows(source, untilEnd(), optional("latest_per"), needed(form, "value"));
            default -> {
                // The form is wrong, which is noted; what does not hang on it is checked all the same.
                wrong.add("value");
                yield new Rows(source, false, null, "");
            }
        };
    }

    private List<LeaveOut> leaveOut() {
        List<LeaveOut> rules = new ArrayList<>();
        if (text.has("leave_out") && !text.isList("leave_out")) {
            problem("leave_out", DefinitionError.NOT_A_LIST, "leave_out");
        }
        for (int i = 0; i < text.size("leave_out"); i++) {
            String path = "leave_out[" + i + "]";
            if (text.isMap(path)) {
                names(path, List.of("reason", "when", "zh", "en"));
                rules.add(new LeaveOut(
                        text(path + ".reason"),
                        text(path + ".when"),
                        new Labels(text(path + ".zh"), text(path + ".en"))));
            } else {
                problem(path, DefinitionError.NOT_A_MAP, path);
            }
        }
        return rules;
    }

    private Map<String, String> rollUp(String form) {
        Map<String, String> rollUp = new LinkedHashMap<>();
        if (!text.isMap("roll_up")) {
            problem("roll_up", DefinitionError.NEEDED_BY_FORM, form, "roll_up");
        }
        text.names("roll_up").forEach(name -> rollUp.put(name, text("roll_up." + name)));
        return rollUp;
    }

    private Follower follower(String form) {
        String path = "followed_by";
        if (!text.isMap(path)) {
            problem(path, DefinitionError.NEEDED_BY_FORM, form, path);
            wrong.addAll(List.of(path + ".counts", path + ".time"));
            return new Follower("", "", null, Map.of(), 1);
        }
        names(path, List.of("counts", "time", "where", "same", "within_days"));
        Map<String, String> same = new LinkedHashMap<>();
        if (text.names(path + ".same").isEmpty()) {
            problem(path + ".same", DefinitionError.NEEDED_BY_FORM, form, path + ".same");
        }
        text.names(path + ".same").forEach(name -> same.put(name, text(path + ".same." + name)));
        return new Follower(
                needed(form, path + ".counts"),
                needed(form, path + ".time"),
                optional(path + ".where"),
                same,
                number(path + ".within_days"));
    }

    private boolean untilEnd() {
        return text.has("until") && choice("until", List.of("end")).equals("end");
    }

    private List<String> dimensions() {
        if (text.has("dimensions") && !text.isList("dimensions")) {
            problem("dimensions", DefinitionError.NOT_A_LIST, "dimensions");
        }
        List<String> dimensions = new ArrayList<>();
        for (int i = 0; i < text.size("dimensions"); i++) {
            dimensions.add(text("dimensions[" + i + "]"));
        }
        return dimensions;
    }

    private Labels labels(String path) {
        if (text.has(path) && !text.isMap(path)) {
            problem(path, DefinitionError.NOT_A_MAP, path);
            return new Labels("", "");
        }
        if (!text.has(path)) {
            problem(path, DefinitionError.MISSING_ENTRY, path);
            return new Labels("", "");
        }
        names(path, List.of("zh", "en"));
        return new Labels(text(path + ".zh"), text(path + ".en"));
    }

    private int number(String path) {
        String given = text(path);
        try {
            int number = given.isEmpty() ? 1 : Integer.parseInt(given);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException notWhole) {
            // told below
        }
        problem(path, DefinitionError.NUMBER_EXPECTED, path, given);
        return 1;
    }

    private <E extends Enum<E>> E constant(String path, E fallback) {
        List<E> constants = Arrays.asList(fallback.getDeclaringClass().getEnumConstants());
        String given = choice(path, constants.stream().map(MetricFile::lower).toList());
        return constants.stream()
                .filter(constant -> lower(constant).equals(given))
                .findFirst()
                .orElse(fallback);
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Returns what is chosen; empty when nothing is, or nothing there is. */
    private String choice(String path, Iterable<String> choices) {
        String given = text(path);
        List<String> known = new ArrayList<>();
        choices.forEach(known::add);
        if (given.isEmpty() || known.contains(given)) {
            return given;
        }
        problem(path, DefinitionError.NOT_A_CHOICE, given, String.join(", ", known), hint(given, known));
        return "";
    }

    private @Nullable String optional(String path) {
        return text.has(path) ? text(path) : null;
    }

    private String needed(String form, String path) {
        if (text.scalar(path).isEmpty() && !text.has(path) && !form.isEmpty()) {
            problem(path, DefinitionError.NEEDED_BY_FORM, form, path);
            return "";
        }
        return text(path);
    }

    /** Returns the text under a path; empty when there is none, which is noted. */
    private String text(String path) {
        String value = text.scalar(path).orElse("");
        if (!value.isBlank()) {
            return value;
        }
        if (text.isMap(path) || text.isList(path)) {
            problem(path, DefinitionError.NOT_A_TEXT, path);
        } else {
            problem(path, DefinitionError.MISSING_ENTRY, path);
        }
        return "";
    }

    private void problem(String path, ErrorCode code, Object... arguments) {
        wrong.add(path);
        issues.add(Issue.of(path, code, arguments).at(text.at(path)));
    }
}
