package org.zhike.records.web;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.BooleanSchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.NumberSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Option;

/** Describes each object as it is now: a schema of its values, and its own paths beside the general ones. */
@Component
final class ObjectsInOpenApi implements OpenApiCustomizer {

    private static final String JSON = "application/json";

    private final ObjectCatalogue objects;

    ObjectsInOpenApi(ObjectCatalogue objects) {
        this.objects = objects;
    }

    @Override
    public void customise(OpenAPI api) {
        for (ObjectDefinition object : objects.all()) {
            api.getComponents().addSchemas(object.name(), values(object));
            addPaths(api.getPaths(), object);
        }
    }

    private static Schema<?> values(ObjectDefinition object) {
        Schema<?> schema = new ObjectSchema()
                .description(object.labels().en() + " · " + object.labels().zh());
        for (FieldDefinition field : object.fields()) {
            schema.addProperty(field.name(), schemaOf(field));
            if (field.required() && field.defaultValue() == null) {
                schema.addRequiredItem(field.name());
            }
        }
        return schema;
    }

    private static Schema<?> schemaOf(FieldDefinition field) {
        Schema<?> schema = switch (field.type()) {
            case TEXT, LONG_TEXT, PHONE, REGION -> new StringSchema();
            case EMAIL -> new StringSchema().format("email");
            case URL -> new StringSchema().format("uri");
            case SELECT ->
                new StringSchema()
                        ._enum(field.options().stream().map(Option::value).toList());
            case MULTI_SELECT -> new ArraySchema().items(new StringSchema());
            case NUMBER, PERCENT -> new NumberSchema();
            case BOOLEAN -> new BooleanSchema();
            case DATE -> new StringSchema().format("date");
            case DATETIME -> new StringSchema().format("date-time");
            case REFERENCE -> new IntegerSchema().format("int64");
            case MONEY ->
                new ObjectSchema()
                        .addProperty("amount", new StringSchema())
                        .addProperty("currency", new StringSchema());
        };
        String target = field.target() == null ? "" : " → " + field.target();
        return schema.description(field.labels().en() + " · " + field.labels().zh() + target);
    }

    private static void addPaths(Paths paths, ObjectDefinition object) {
        String path = "/api/records/" + object.name();
        Schema<?> record = record(object);
        Schema<?> page = new ObjectSchema()
                .addProperty("items", new ArraySchema().items(record))
                .addProperty("next", new StringSchema())
                .addProperty(
                        "count",
                        new ObjectSchema()
                                .addProperty("value", new IntegerSchema().format("int64"))
                                .addProperty("capped", new BooleanSchema()));
        Operation list = operation(object, "list", "200", page);
        for (String name : List.of("filter", "search", "sort", "cursor", "limit", "count")) {
            list.addParametersItem(new Parameter().in("query").name(name).schema(new StringSchema()));
        }
        Operation create = operation(object, "create", "201", record)
                .requestBody(body(new ObjectSchema().addProperty("values", reference(object))));
        paths.addPathItem(path, new PathItem().get(list).post(create));

        Operation get = operation(object, "get", "200", record);
        Operation update = operation(object, "update", "200", record)
                .requestBody(body(new ObjectSchema()
                        .addProperty("version", new IntegerSchema())
                        .addProperty("values", reference(object))));
        paths.addPathItem(
                path + "/{id}",
                new PathItem()
                        .get(get)
                        .patch(update)
                        .addParametersItem(new Parameter()
                                .in("path")
                                .name("id")
                                .required(true)
                                .schema(new IntegerSchema().format("int64"))));
    }

    private static Schema<?> record(ObjectDefinition object) {
        return new ObjectSchema()
                .addProperty("id", new IntegerSchema().format("int64"))
                .addProperty("version", new IntegerSchema())
                .addProperty("label", new StringSchema())
                .addProperty("values", reference(object));
    }

    private static Schema<?> reference(ObjectDefinition object) {
        return new Schema<>().$ref("#/components/schemas/" + object.name());
    }

    private static RequestBody body(Schema<?> schema) {
        return new RequestBody().required(true).content(content(schema));
    }

    private static Content content(Schema<?> schema) {
        return new Content().addMediaType(JSON, new MediaType().schema(schema));
    }

    private static Operation operation(ObjectDefinition object, String verb, String status, Schema<?> answer) {
        return new Operation()
                .operationId(verb + "_" + object.name())
                .addTagsItem(object.name())
                .responses(new ApiResponses()
                        .addApiResponse(
                                status, new ApiResponse().description(verb).content(content(answer))));
    }
}
