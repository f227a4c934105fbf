package org.zhike.records.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.kernel.Labels;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Regions;
import org.zhike.records.Records;

/** What objects there are, and the search over all of them. */
@RestController
class ObjectResource {

    private final ObjectCatalogue objects;
    private final Regions regions;
    private final Records records;

    ObjectResource(ObjectCatalogue objects, Regions regions, Records records) {
        this.objects = objects;
        this.regions = regions;
        this.records = records;
    }

    record ObjectJson(
            String name,
            Labels labels,
            Labels plural,
            String area,
            List<String> displayFields,
            @Nullable String timeField,
            List<String> listFields,
            List<List<String>> keys,
            List<FieldJson> fields) {

        static ObjectJson of(ObjectDefinition object) {
            return new ObjectJson(
                    object.name(),
                    object.labels(),
                    object.plural(),
                    object.area().name().toLowerCase(Locale.ROOT),
                    object.displayFields(),
                    object.timeField(),
                    object.listFields(),
                    object.keys(),
                    object.allFields().stream().map(FieldJson::of).toList());
        }
    }

    record FieldJson(
            String name,
            String type,
            Labels labels,
            boolean required,
            boolean unique,
            boolean match,
            boolean indexed,
            boolean searchable,
            @Nullable String target,
            List<OptionJson> options,
            int decimals,
            @Nullable String defaultValue,
            boolean system) {

        static FieldJson of(FieldDefinition field) {
            return new FieldJson(
                    field.name(),
                    field.type().name().toLowerCase(Locale.ROOT),
                    field.labels(),
                    field.required(),
                    field.unique(),
                    field.match(),
                    field.indexed(),
                    field.searchable(),
                    field.target(),
                    field.options().stream()
                            .map(option -> new OptionJson(option.value(), option.labels()))
                            .toList(),
                    field.decimals(),
                    field.defaultValue(),
                    field.system());
        }
    }

    record OptionJson(String value, Labels labels) {}

    @GetMapping("/api/objects")
    List<ObjectJson> objects(Actor actor) {
        return objects.all().stream().map(ObjectJson::of).toList();
    }

    record RegionJson(
            String code, String zh, String en, @Nullable String parent) {}

    /** Places are no secret: boards on pages elsewhere name them too. */
    @GetMapping("/api/regions")
    List<RegionJson> regions() {
        return regions.all().stream()
                .map(region -> new RegionJson(
                        region.code(), region.labels().zh(), region.labels().en(), region.parent()))
                .toList();
    }

    @GetMapping("/api/search")
    Map<String, List<Records.Hit>> search(Actor actor, @RequestParam(defaultValue = "") String q) {
        return Map.of("items", records.search(actor, q));
    }
}
