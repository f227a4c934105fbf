package org.zhike.ingestion.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import org.zhike.identity.Actor;
import org.zhike.ingestion.ImportView;
import org.zhike.ingestion.Imports;
import org.zhike.ingestion.Mapping;
import org.zhike.kernel.Labels;
import org.zhike.objects.FieldType;

/** {@code /api/imports}. */
@RestController
@RequestMapping("/api/imports")
final class ImportResource {

    private final Imports imports;

    ImportResource(Imports imports) {
        this.imports = imports;
    }

    record TargetView(String name, Labels labels, List<String> objects, List<Place> fields) {

        record Place(String path, Labels labels, String type, boolean required, boolean keys) {}
    }

    @GetMapping("/targets")
    List<TargetView> targets() {
        return imports.targets().stream()
                .map(target -> new TargetView(
                        target.name(),
                        target.labels(),
                        target.objects(),
                        target.fields().stream()
                                .map(place -> new TargetView.Place(
                                        place.path(),
                                        place.labels(),
                                        (place.currency()
                                                        ? FieldType.TEXT
                                                        : place.field().type())
                                                .name()
                                                .toLowerCase(Locale.ROOT),
                                        place.required(),
                                        place.key()))
                                .toList()))
                .toList();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ImportView upload(Actor actor, @RequestParam MultipartFile file) throws IOException {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "file");
        try (InputStream content = file.getInputStream()) {
            return imports.upload(actor, name, content);
        }
    }

    @GetMapping
    List<ImportView> newest(Actor actor) {
        imports.mustBeSeenBy(actor);
        return imports.newest();
    }

    @GetMapping("/{id}")
    ImportView get(Actor actor, @PathVariable long id) {
        imports.mustBeSeenBy(actor);
        return imports.get(id);
    }

    @GetMapping("/{id}/suggestion")
    Mapping suggestion(Actor actor, @PathVariable long id, @RequestParam String target) {
        imports.mustBeSeenBy(actor);
        return imports.suggestion(id, target);
    }

    @PostMapping("/{id}/mapping")
    ImportView map(Actor actor, @PathVariable long id, @RequestBody Mapping mapping) {
        return imports.map(actor, id, mapping);
    }

    @PostMapping("/{id}/check")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportView check(Actor actor, @PathVariable long id) {
        return imports.check(actor, id);
    }

    @PostMapping("/{id}/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportView start(Actor actor, @PathVariable long id) {
        return imports.start(actor, id);
    }

    @PostMapping("/{id}/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    ImportView cancel(Actor actor, @PathVariable long id) {
        return imports.cancel(actor, id);
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(Actor actor, @PathVariable long id) {
        imports.mustBeSeenBy(actor);
        return imports.events(id);
    }

    @GetMapping("/{id}/rejects")
    ResponseEntity<StreamingResponseBody> rejects(Actor actor, @PathVariable long id, Locale language) {
        imports.mustBeSeenBy(actor);
        ContentDisposition attachment = ContentDisposition.attachment()
                .filename(imports.rejectsFileName(id), StandardCharsets.UTF_8)
                .build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .body(out -> imports.writeRejects(id, language, out));
    }
}
