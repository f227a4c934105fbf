package org.zhike.objects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Names;
import org.zhike.kernel.ProductException;

/** The objects that ship with Zhike, read once from {@code objects/*.yaml}. */
@Component
public final class StandardObjects implements ObjectCatalogue {

    private final Map<String, ObjectDefinition> objects;

    public StandardObjects() {
        this(readAll());
    }

    StandardObjects(List<ObjectDefinition> definitions) {
        this.objects = inOrderOfReference(definitions);
    }

    @Override
    public List<ObjectDefinition> all() {
        return List.copyOf(objects.values());
    }

    @Override
    public ObjectDefinition get(String name) {
        ObjectDefinition object = objects.get(name);
        if (object == null) {
            String hint = Names.nearest(name, objects.keySet())
                    .map(nearest -> "Did you mean \"" + nearest + "\"?")
                    .orElse("There are: " + String.join(", ", objects.keySet()) + ".");
            throw new ProductException(ObjectError.UNKNOWN_OBJECT, name, hint);
        }
        return object;
    }

    private static List<ObjectDefinition> readAll() {
        try {
            Issues issues = new Issues();
            Resource[] files = new PathMatchingResourcePatternResolver().getResources("classpath*:objects/*.yaml");
            List<ObjectDefinition> definitions = Arrays.stream(files)
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .map(file -> read(file, issues))
                    .toList();
            issues.throwIfAny();
            return definitions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectDefinition read(Resource file, Issues issues) {
        try {
            return DefinitionFile.read(
                    String.valueOf(file.getFilename()), file.getContentAsString(StandardCharsets.UTF_8), issues);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those that are referred to come first, so that tables can be made and rows loaded in this order. */
    private static Map<String, ObjectDefinition> inOrderOfReference(List<ObjectDefinition> definitions) {
        Map<String, ObjectDefinition> byName = new LinkedHashMap<>();
        definitions.forEach(definition -> byName.put(definition.name(), definition));
        Map<String, ObjectDefinition> ordered = new LinkedHashMap<>();
        definitions.forEach(definition -> visit(definition, byName, ordered, new LinkedHashSet<>()));
        return ordered;
    }

    private static void visit(
            ObjectDefinition object,
            Map<String, ObjectDefinition> byName,
            Map<String, ObjectDefinition> ordered,
            Set<String> onTheWay) {
        if (ordered.containsKey(object.name()) || !onTheWay.add(object.name())) {
            return;
        }
        for (FieldDefinition field : object.fields()) {
            String target = field.target();
            if (target == null || target.equals(object.name())) {
                continue;
            }
            ObjectDefinition other = byName.get(target);
            if (other == null) {
                throw new ProductException(
                        ObjectError.BAD_DEFINITION, object.name() + "." + field.name(), "no object " + target);
            }
            visit(other, byName, ordered, onTheWay);
        }
        ordered.put(object.name(), object);
    }
}
