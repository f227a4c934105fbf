package org.zhike.metrics.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.zhike.identity.Actor;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Period;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.Metric;
import org.zhike.metrics.MetricCheck;
import org.zhike.metrics.MetricCheck.Problem;
import org.zhike.metrics.MetricComparison;
import org.zhike.metrics.MetricHistory;
import org.zhike.metrics.MetricHistory.Event;
import org.zhike.metrics.MetricPreview;
import org.zhike.metrics.MetricStudio;
import org.zhike.metrics.StudioError;

/** The metric studio over HTTP; docs/api.md, "Metric studio". Who may do what is decided by the studio. */
@RestController
@RequestMapping("/api/metrics")
class StudioResource {

    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);

    /** The most bytes of all files of one archive, unpacked. */
    private static final int MOST_BYTES = 8 << 20;

    private final MetricStudio studio;

    StudioResource(MetricStudio studio) {
        this.studio = studio;
    }

    record EventJson(
            String kind, int version, String note, @Nullable String successor, String by, String at) {

        static EventJson of(Event event) {
            return new EventJson(
                    lower(event.kind()),
                    event.version(),
                    event.note(),
                    event.successor(),
                    event.by(),
                    event.at().toString());
        }

        static @Nullable EventJson orNull(@Nullable Event event) {
            return event == null ? null : of(event);
        }
    }

    record EntryJson(
            String id,
            Labels labels,
            String state,
            boolean own,
            boolean shipped,
            @Nullable Integer version,
            @Nullable EventJson published,
            @Nullable EventJson deprecation,
            @Nullable String draftBy,
            List<Problem> problems) {}

    @GetMapping("/definitions")
    List<EntryJson> entries(Actor actor) {
        return studio.entries(actor).stream()
                .map(entry -> new EntryJson(
                        entry.id(),
                        entry.labels(),
                        lower(entry.state()),
                        entry.own(),
                        entry.shipped(),
                        entry.version(),
                        EventJson.orNull(entry.published()),
                        EventJson.orNull(entry.deprecation()),
                        entry.draftBy(),
                        entry.problems()))
                .toList();
    }

    record HistoryJson(
            String metric,
            String state,
            @Nullable Integer shipped,
            @Nullable Integer current,
            int next,
            @Nullable String successor,
            List<MetricHistory.Version> versions,
            List<EventJson> events,
            MetricHistory.@Nullable Draft draft) {

        static HistoryJson of(MetricHistory history) {
            return new HistoryJson(
                    history.metric(),
                    lower(history.state()),
                    history.shipped(),
                    history.current(),
                    history.next(),
                    history.successor(),
                    history.versions(),
                    history.events().stream().map(EventJson::of).toList(),
                    history.draft());
        }
    }

    @GetMapping("/definitions/{id}")
    HistoryJson history(Actor actor, @PathVariable String id) {
        return HistoryJson.of(studio.history(actor, id));
    }

    @GetMapping("/definitions/{id}/text")
    ResponseEntity<byte[]> text(
            Actor actor, @PathVariable String id, @RequestParam(required = false) @Nullable String version) {
        byte[] text = studio.text(actor, id, version).getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .contentType(YAML)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment(id + ".yaml"))
                .body(text);
    }

    private static String attachment(String name) {
        return ContentDisposition.attachment().filename(name).build().toString();
    }

    record DraftJson(@Nullable String text, @Nullable Integer revision) {}

    @PutMapping("/definitions/{id}/draft")
    MetricHistory.Draft save(Actor actor, @PathVariable String id, @RequestBody DraftJson draft) {
        return studio.saveDraft(actor, id, orEmpty(draft.text()), draft.revision() == null ? 0 : draft.revision());
    }

    @DeleteMapping("/definitions/{id}/draft")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(Actor actor, @PathVariable String id) {
        studio.discardDraft(actor, id);
    }

    record NoteJson(
            @Nullable Integer revision,
            @Nullable String note,
            @Nullable String successor) {}

    @PostMapping("/definitions/{id}/publish")
    HistoryJson publish(Actor actor, @PathVariable String id, @RequestBody NoteJson how) {
        return HistoryJson.of(studio.publish(actor, id, how.revision() == null ? 0 : how.revision(), how.note()));
    }

    @PostMapping("/definitions/{id}/deprecate")
    HistoryJson deprecate(Actor actor, @PathVariable String id, @RequestBody NoteJson how) {
        String successor = how.successor() == null || how.successor().isBlank() ? null : how.successor();
        return HistoryJson.of(studio.deprecate(actor, id, how.note(), successor));
    }

    @PostMapping("/definitions/{id}/revive")
    HistoryJson revive(Actor actor, @PathVariable String id, @RequestBody NoteJson how) {
        return HistoryJson.of(studio.revive(actor, id, how.note()));
    }

    @PostMapping("/definitions/{id}/restore")
    HistoryJson restore(Actor actor, @PathVariable String id, @RequestBody NoteJson how) {
        return HistoryJson.of(studio.restore(actor, id, how.note()));
    }

    record CheckJson(@Nullable String text) {}

    /** @param interval the one of the text, and {@code intervals} those that fit it */
    record CheckedJson(
            @Nullable String id,
            @Nullable Integer version,
            @Nullable Labels labels,
            Metric.@Nullable Unit unit,
            @Nullable String interval,
            List<String> intervals,
            List<Problem> problems) {}

    @PostMapping("/studio/check")
    CheckedJson check(Actor actor, @RequestBody CheckJson given) {
        MetricCheck check = studio.check(actor, orEmpty(given.text()));
        Metric metric = check.metric();
        List<String> intervals =
                check.intervals().stream().map(StudioResource::lower).toList();
        return metric == null
                ? new CheckedJson(null, null, null, null, null, intervals, check.problems())
                : new CheckedJson(
                        metric.id(),
                        metric.version(),
                        metric.labels(),
                        metric.unit(),
                        lower(metric.interval()),
                        intervals,
                        check.problems());
    }

    record PreviewJson(
            @Nullable String text,
            MetricResource.@Nullable PeriodJson period,
            @Nullable String grain,
            @Nullable List<String> by,
            @Nullable String key) {}

    @PostMapping("/studio/preview")
    MetricPreview preview(Actor actor, Locale language, @RequestBody PreviewJson given) {
        Issues issues = new Issues();
        Period period = MetricResource.period(given.period(), issues);
        Grain grain = MetricResource.choice(Grain.class, "grain", given.grain(), issues);
        issues.throwIfAny();
        MetricPreview preview = studio.preview(
                actor,
                orEmpty(given.text()),
                period,
                grain,
                given.by() == null ? List.of() : given.by(),
                orEmpty(given.key()),
                language);
        return preview.rows() == null
                ? preview
                : new MetricPreview(
                        preview.problems(), preview.answer(), preview.rows().withValues(MetricResource::json));
    }

    @DeleteMapping("/studio/preview/{key}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(Actor actor, @PathVariable String key) {
        studio.cancelPreview(actor, key);
    }

    record CompareJson(
            @Nullable String before,
            @Nullable String after,
            MetricResource.@Nullable PeriodJson period,
            @Nullable String grain) {}

    @PostMapping("/definitions/{id}/compare")
    MetricComparison compare(Actor actor, Locale language, @PathVariable String id, @RequestBody CompareJson given) {
        Issues issues = new Issues();
        Period period = MetricResource.period(given.period(), issues);
        Grain grain = MetricResource.choice(Grain.class, "grain", given.grain(), issues);
        issues.throwIfAny();
        return studio.compare(actor, id, given.before(), given.after(), period, grain, language);
    }

    record ImportedJson(List<String> metrics, boolean published) {}

    @PostMapping("/studio/import")
    ImportedJson bringIn(
            Actor actor,
            @RequestParam List<MultipartFile> file,
            @RequestParam(required = false) @Nullable String note) {
        return new ImportedJson(studio.bringIn(actor, files(file), note), note != null);
    }

    @PostMapping("/studio/check-files")
    List<Problem> checkFiles(Actor actor, @RequestParam List<MultipartFile> file) {
        return studio.checkFiles(actor, files(file));
    }

    private static List<MetricStudio.Incoming> files(List<MultipartFile> sent) {
        List<MetricStudio.Incoming> files = new ArrayList<>();
        try {
            for (MultipartFile file : sent) {
                String name = orEmpty(file.getOriginalFilename());
                if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
                    unpack(name, file, files);
                } else {
                    files.add(new MetricStudio.Incoming(name, file.getBytes()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static void unpack(String name, MultipartFile file, List<MetricStudio.Incoming> files) throws IOException {
        int room = MOST_BYTES;
        try (ZipInputStream archive = new ZipInputStream(file.getInputStream())) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                if (entry.isDirectory() || !entry.getName().endsWith(".yaml")) {
                    continue;
                }
                byte[] bytes = archive.readNBytes(room + 1);
                room -= bytes.length;
                if (room < 0 || files.size() >= MetricStudio.MOST_FILES) {
                    throw new ProductException(StudioError.TOO_MANY_FILES, MetricStudio.MOST_FILES);
                }
                files.add(new MetricStudio.Incoming(entry.getName(), bytes));
            }
        } catch (ZipException e) {
            throw new ProductException(StudioError.NOT_AN_ARCHIVE, name);
        }
    }

    /** The company's own texts in force, each exactly as written. */
    @GetMapping("/studio/archive")
    ResponseEntity<byte[]> archive(Actor actor) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> text : studio.ownTexts(actor).entrySet()) {
                archive.putNextEntry(new ZipEntry(text.getKey() + ".yaml"));
                archive.write(text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment("metrics.zip"))
                .body(bytes.toByteArray());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
