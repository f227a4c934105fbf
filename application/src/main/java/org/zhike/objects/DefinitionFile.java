package org.zhike.objects;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.objects.ObjectDefinition.Area;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads one object from its definition file (YAML); every problem of the file is reported at once, with its path. */
final class DefinitionFile {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");

    /** Columns the engine adds to every table; a field may not take their names. */
    private static final Set<String> RESERVED = Set.of(
            "id",
            "version",
            "created_at",
            "created_by",
            "updated_at",
            "updated_by",
            "deleted_at",
            "import_id",
            "changed_xid",
            "search");

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private record OptionYaml(
            String value, String zh, String en, @Nullable List<String> aliases) {}

    private record FieldYaml(
            String name,
            String type,
            String zh,
            String en,
            @Nullable String target,
            boolean required,
            boolean unique,
            boolean match,
            boolean indexed,
            boolean searchable,
            int decimals,
            @Nullable List<String> aliases,
            @Nullable List<OptionYaml> options,

            @com.fasterxml.jackson.annotation.JsonProperty("default") @Nullable String defaultValue) {}

    private record ObjectYaml(
            String object,
            Labels labels,
            Labels plural,
            List<String> display,
            @Nullable String time,
            List<FieldYaml> fields,
            @Nullable List<List<String>> keys,
            @Nullable List<String> list,
            @Nullable String area) {}

    private DefinitionFile() {}

    /** Returns the object the text describes; problems go to {@code issues}, and then what is returned is not to be used. */
    static ObjectDefinition read(String fileName, String text, Issues issues) {
        ObjectYaml yaml = YAML.readValue(text, ObjectYaml.class);
        List<FieldDefinition> fields = new ArrayList<>();
        for (FieldYaml field : yaml.fields()) {
            String path = fileName + ", field " + field.name();
            fields.add(toField(field, path, issues));
        }
        ObjectDefinition object = new ObjectDefinition(
                yaml.object(),
                yaml.labels(),
                yaml.plural(),
                yaml.display(),
                yaml.time(),
                fields,
                yaml.keys() == null ? List.of() : yaml.keys(),
                yaml.list() == null ? yaml.display() : yaml.list(),
                areaOf(yaml.area(), fileName, issues));
        check(object, fileName, issues);
        return object;
    }

    private static Area areaOf(@Nullable String text, String fileName, Issues issues) {
        for (Area area : Area.values()) {
            if (area.name().toLowerCase(Locale.ROOT).equals(text)) {
                return area;
            }
        }
        issues.add(
                fileName,
                ObjectError.BAD_DEFINITION,
                "area",
                "it is one of customers, sales, service, marketing, operations; not " + text);
        return Area.OPERATIONS;
    }

    private static FieldDefinition toField(FieldYaml field, String path, Issues issues) {
        if (!NAME.matcher(field.name()).matches() || RESERVED.contains(field.name())) {
            issues.add(path, ObjectError.BAD_DEFINITION, field.name(), "this name cannot be used for a field");
        }
        FieldType type = typeOf(field.type(), path, issues);
        List<Option> options = field.options() == null
                ? List.of()
                : field.options().stream()
                        .map(option -> new Option(
                                option.value(),
                                new Labels(option.zh(), option.en()),
                                option.aliases() == null ? List.of() : option.aliases()))
                        .toList();
        if (type == FieldType.SELECT && options.isEmpty()) {
            issues.add(path, ObjectError.BAD_DEFINITION, field.name(), "a select field needs options");
        }
        if ((type == FieldType.REFERENCE) != (field.target() != null)) {
            issues.add(path, ObjectError.BAD_DEFINITION, field.name(), "a reference, and only that, names a target");
        }
        if (field.decimals() < 0 || field.decimals() > 6) {
            issues.add(path, ObjectError.BAD_DEFINITION, field.name(), "decimals must be 0 to 6");
        }
        return new FieldDefinition(
                field.name(),
                type,
                new Labels(field.zh(), field.en()),
                field.defaultValue(),
                field.required(),
                field.unique(),
                field.match(),
                field.indexed(),
                field.searchable(),
                field.target(),
                options,
                field.decimals(),
                field.aliases() == null ? List.of() : field.aliases(),
                false);
    }

    private static FieldType typeOf(String name, String path, Issues issues) {
        try {
            return FieldType.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            issues.add(path, ObjectError.BAD_DEFINITION, name, "there is no such field type");
            return FieldType.TEXT;
        }
    }

    private static void check(ObjectDefinition object, String fileName, Issues issues) {
        Set<String> names = new HashSet<>();
        for (FieldDefinition field : object.fields()) {
            boolean fresh = names.add(field.name());
            if (field.type() == FieldType.MONEY) {
                fresh &= names.add(field.currencyColumn());
            }
            if (!fresh) {
                issues.add(fileName, ObjectError.BAD_DEFINITION, object.name(), "two fields named " + field.name());
            }
        }
        Set<String> mentioned = new LinkedHashSet<>(object.displayFields());
        mentioned.addAll(object.listFields());
        object.keys().forEach(mentioned::addAll);
        if (object.timeField() != null) {
            mentioned.add(object.timeField());
        }
        for (String name : mentioned) {
            if (object.field(name).isEmpty()) {
                issues.add(
                        fileName,
                        ObjectError.BAD_DEFINITION,
                        object.name(),
                        "it mentions no field of its own: " + name);
            }
        }
    }
}
