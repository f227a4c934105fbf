package org.zhike.expressions;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Labels;
import org.zhike.kernel.ProductException;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.FieldType;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.ObjectError;
import org.zhike.objects.Option;

/** Two objects with a field of every type: a deal has an owner, a person; a person has a boss and a favourite deal. */
final class TestObjects implements ObjectCatalogue {

    static final List<String> LEVELS = List.of("gold", "silver", "普通");
    static final List<String> TAGS = List.of("vip", "new", "老客户");

    private final List<ObjectDefinition> objects =
            List.of(object("person", reference("boss", "person")), object("deal", reference("owner", "person")));

    @Override
    public List<ObjectDefinition> all() {
        return objects;
    }

    @Override
    public ObjectDefinition get(String name) {
        return objects.stream()
                .filter(object -> object.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProductException(ObjectError.UNKNOWN_OBJECT, name, ""));
    }

    private static ObjectDefinition object(String name, FieldDefinition reference) {
        List<FieldDefinition> fields = new ArrayList<>(List.of(
                field("name", FieldType.TEXT, null, List.of()),
                field("note", FieldType.LONG_TEXT, null, List.of()),
                // Words that CEL would keep for itself, and names of functions.
                field("package", FieldType.NUMBER, null, List.of()),
                field("date", FieldType.DATE, null, List.of()),
                field("order", FieldType.TEXT, null, List.of()),
                field("quantity", FieldType.NUMBER, null, List.of()),
                field("amount", FieldType.MONEY, null, List.of()),
                field("discount", FieldType.PERCENT, null, List.of()),
                field("active", FieldType.BOOLEAN, null, List.of()),
                field("paid", FieldType.BOOLEAN, null, List.of()),
                field("born_on", FieldType.DATE, null, List.of()),
                field("seen_at", FieldType.DATETIME, null, List.of()),
                field("level", FieldType.SELECT, null, LEVELS),
                field("tags", FieldType.MULTI_SELECT, null, TAGS),
                field("email", FieldType.EMAIL, null, List.of()),
                field("phone", FieldType.PHONE, null, List.of()),
                field("site", FieldType.URL, null, List.of()),
                field("region", FieldType.REGION, null, List.of())));
        fields.add(reference);
        Labels labels = new Labels(name, name);
        return new ObjectDefinition(
                name,
                labels,
                labels,
                List.of("name"),
                null,
                fields,
                List.of(),
                List.of(),
                ObjectDefinition.Area.OPERATIONS);
    }

    private static FieldDefinition reference(String name, String target) {
        return field(name, FieldType.REFERENCE, target, List.of());
    }

    private static FieldDefinition field(String name, FieldType type, @Nullable String target, List<String> options) {
        Stream<Option> choices =
                options.stream().map(option -> new Option(option, new Labels(option, option), List.of()));
        return new FieldDefinition(
                name,
                type,
                new Labels(name, name),
                null,
                false,
                false,
                false,
                false,
                false,
                target,
                choices.toList(),
                2,
                List.of(),
                false);
    }
}
