package org.zhike.records.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.records.BulkOutcome;
import org.zhike.records.BulkRecords;
import org.zhike.records.ListQuery;
import org.zhike.records.MergeMode;
import org.zhike.records.RecordError;
import org.zhike.records.RecordPage;
import org.zhike.records.Records;
import tools.jackson.databind.JsonNode;

/** Records of any object over HTTP; docs/api.md, "Objects and records". */
@RestController
@RequestMapping("/api/records/{object}")
class RecordResource {

    /** One HTTP call carries less than a file: its body is held in memory. */
    private static final int BULK_ITEMS = 10_000;

    private final Records records;
    private final BulkRecords bulk;
    private final ObjectCatalogue objects;

    RecordResource(Records records, BulkRecords bulk, ObjectCatalogue objects) {
        this.records = records;
        this.bulk = bulk;
        this.objects = objects;
    }

    record Page(List<RecordJson> items, @Nullable String next, RecordPage.@Nullable Count count) {}

    @GetMapping
    Page list(
            Actor actor,
            @PathVariable String object,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String search,
            @RequestParam(defaultValue = "") String sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "none") String count) {
        List<String> order = sort.isBlank() ? List.of() : Arrays.asList(sort.split(",", -1));
        RecordPage page =
                records.list(actor, new ListQuery(object, filter, search, order, cursor, limit, counting(count)));
        return new Page(page.items().stream().map(RecordJson::of).toList(), page.next(), page.count());
    }

    private static ListQuery.Counting counting(String text) {
        return choice(ListQuery.Counting.class, "count", text);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String path, String text) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        String choices = String.join(
                ", ",
                Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList());
        throw new ProductException(List.of(Issue.of(path, RecordError.UNKNOWN_OPTION, text, choices)));
    }

    record Values(JsonNode values) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    RecordJson create(Actor actor, @PathVariable String object, @RequestBody Values body) {
        return RecordJson.of(records.create(actor, object, read(object, body.values())));
    }

    @GetMapping("/{id}")
    RecordJson get(Actor actor, @PathVariable String object, @PathVariable long id) {
        return RecordJson.of(records.get(actor, object, id));
    }

    record Update(int version, JsonNode values) {}

    @PatchMapping("/{id}")
    RecordJson update(Actor actor, @PathVariable String object, @PathVariable long id, @RequestBody Update body) {
        return RecordJson.of(records.update(actor, object, id, body.version(), read(object, body.values())));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable String object, @PathVariable long id, @RequestParam int version) {
        records.delete(actor, object, id, version);
    }

    @PostMapping("/{id}/restore")
    RecordJson restore(Actor actor, @PathVariable String object, @PathVariable long id) {
        return RecordJson.of(records.restore(actor, object, id));
    }

    @GetMapping("/{id}/history")
    Records.HistoryPage history(
            Actor actor,
            @PathVariable String object,
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        return records.history(actor, object, id, cursor, limit);
    }

    record TimelineEntry(String object, long id, Instant at, String label, Map<String, @Nullable Object> values) {}

    record TimelineJson(List<TimelineEntry> items, @Nullable String next) {}

    @GetMapping("/{id}/timeline")
    TimelineJson timeline(
            Actor actor,
            @PathVariable String object,
            @PathVariable long id,
            @RequestParam(name = "objects", defaultValue = "") List<String> only,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        Records.TimelinePage page = records.timeline(actor, object, id, only, cursor, limit);
        return new TimelineJson(
                page.items().stream()
                        .map(entry -> {
                            RecordJson json = RecordJson.of(entry.record());
                            return new TimelineEntry(json.object(), json.id(), entry.at(), json.label(), json.values());
                        })
                        .toList(),
                page.next());
    }

    record Bulk(String mode, List<String> match, List<JsonNode> items) {}

    record BulkJson(long created, long updated, long unchanged, List<RejectedItem> rejected) {}

    record RejectedItem(long index, List<IssueJson> issues) {}

    record IssueJson(String path, String code, String message, List<String> arguments) {

        static IssueJson of(Issue issue) {
            return new IssueJson(issue.path(), issue.code().name(), issue.message(), issue.arguments());
        }
    }

    @PostMapping("/bulk")
    BulkJson bulk(Actor actor, @PathVariable String object, @RequestBody Bulk body) {
        if (body.items().size() > BULK_ITEMS) {
            throw new ProductException(
                    RecordError.TOO_MANY_ITEMS, BULK_ITEMS, body.items().size());
        }
        ObjectDefinition definition = objects.get(object);
        Map<Long, List<IssueJson>> rejected = new TreeMap<>();
        List<Map<String, @Nullable Object>> items = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        for (int i = 0; i < body.items().size(); i++) {
            Issues issues = new Issues();
            Map<String, @Nullable Object> values =
                    RecordJson.bulkValues(definition, body.items().get(i), "", issues);
            if (issues.isEmpty()) {
                items.add(values);
                positions.add((long) i);
            } else {
                rejected.put((long) i, issues.all().stream().map(IssueJson::of).toList());
            }
        }
        BulkOutcome outcome =
                bulk.write(actor, object, choice(MergeMode.class, "mode", body.mode()), body.match(), items);
        Map<Long, List<IssueJson>> refused = new LinkedHashMap<>();
        for (BulkOutcome.Refusal refusal : outcome.refused()) {
            refused.computeIfAbsent(positions.get((int) refusal.row()), any -> new ArrayList<>())
                    .add(IssueJson.of(refusal.issue()));
        }
        rejected.putAll(refused);
        return new BulkJson(
                outcome.created(),
                outcome.updated(),
                outcome.unchanged(),
                rejected.entrySet().stream()
                        .map(entry -> new RejectedItem(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private Map<String, @Nullable Object> read(String object, JsonNode json) {
        Issues issues = new Issues();
        Map<String, @Nullable Object> values = RecordJson.values(objects.get(object), json, "values.", issues);
        issues.throwIfAny();
        return values;
    }
}
