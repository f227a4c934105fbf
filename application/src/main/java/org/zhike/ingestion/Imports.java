package org.zhike.ingestion;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.zhike.identity.Actor;
import org.zhike.identity.RowScopes;
import org.zhike.ingestion.value.Conventions;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.objects.Regions;
import org.zhike.platform.CompanySettings;
import org.zhike.platform.Job;
import org.zhike.platform.JobEvents;
import org.zhike.platform.Jobs;
import tools.jackson.databind.json.JsonMapper;

/** Files become records: upload, mapping, dry run, import, rejected rows. Members import, everybody may look. */
@Service
@EnableConfigurationProperties(ImportSettings.class)
public final class Imports {

    private static final int NEWEST = 200;

    private final ImportTable table;
    private final Uploads uploads;
    private final Targets targets;
    private final Rejects rejects;
    private final ObjectCatalogue objects;
    private final Regions regions;
    private final CompanySettings company;
    private final RowScopes scopes;
    private final Jobs jobs;
    private final JobEvents events;
    private final JsonMapper json;
    private final DSLContext sql;
    private final TransactionTemplate transaction;

    Imports(
            ImportTable table,
            Uploads uploads,
            Targets targets,
            Rejects rejects,
            ObjectCatalogue objects,
            Regions regions,
            CompanySettings company,
            RowScopes scopes,
            Jobs jobs,
            JobEvents events,
            JsonMapper json,
            DSLContext sql,
            TransactionTemplate transaction) {
        this.table = table;
        this.uploads = uploads;
        this.targets = targets;
        this.rejects = rejects;
        this.objects = objects;
        this.regions = regions;
        this.company = company;
        this.scopes = scopes;
        this.jobs = jobs;
        this.events = events;
        this.json = json;
        this.sql = sql;
        this.transaction = transaction;
    }

    /** What files can become. */
    public List<Target> targets() {
        return targets.all();
    }

    private void mayImport(Actor actor) {
        actor.mustBeAbleToWrite();
        scopes.mustSeeEverything(actor, "import files");
    }

    /** Throws unless the actor may read imports: a file shows records of all kinds. */
    public void mustBeSeenBy(Actor actor) {
        scopes.mustSeeEverything(actor, "see imports");
    }

    /** Takes a file in, learns its shape and suggests a mapping: the one last used for such files, else by headings and values. */
    public ImportView upload(Actor actor, String fileName, InputStream content) {
        mayImport(actor);
        Path incoming = uploads.receive(content);
        try {
            FileShape shape = FileShapes.learn(incoming, fileName);
            Mapping mapping = table.remembered(shape.key()).orElseGet(() -> suggest(shape, targets.all()));
            long size = Files.size(incoming);
            long id = Objects.requireNonNull(transaction.execute(status -> {
                long made = table.insert(fileName, size, shape, mapping, actor.name());
                uploads.keep(incoming, made);
                return made;
            }));
            return get(id);
        } catch (IOException e) {
            var unreadable = new ProductException(IngestionError.CANNOT_READ, String.valueOf(e.getMessage()));
            unreadable.initCause(e);
            throw unreadable;
        } finally {
            uploads.discard(incoming);
        }
    }

    public List<ImportView> newest() {
        List<ImportTable.Row> rows = table.newest(NEWEST);
        Map<Long, Job> byId = jobs.find(rows.stream()
                .map(ImportTable.Row::jobId)
                .filter(Objects::nonNull)
                .toList());
        return rows.stream()
                .map(row -> view(row, row.jobId() == null ? null : byId.get(row.jobId())))
                .toList();
    }

    public ImportView get(long id) {
        // The outcome is written before the job ends: read after the job, an ended import has its outcome.
        Job job = jobOf(table.get(id));
        return view(table.get(id), job);
    }

    /** Returns the mapping that headings and values suggest when the rows are to become that target. */
    public Mapping suggestion(long id, String target) {
        return suggest(table.get(id).shape(), List.of(targets.get(target)));
    }

    /** Sets the mapping; all its problems come back at once. */
    public ImportView map(Actor actor, long id, Mapping mapping) {
        mayImport(actor);
        transaction.executeWithoutResult(status -> {
            ImportTable.Row row = idle(id);
            plan(mapping, row.shape());
            new Staging(sql, id, List.of()).drop();
            rejects.clear(id);
            table.map(id, mapping);
        });
        return get(id);
    }

    /** Begins the dry run. */
    public ImportView check(Actor actor, long id) {
        return begin(actor, id, true);
    }

    /** Begins the import, or goes on with one that was cancelled or failed. */
    public ImportView start(Actor actor, long id) {
        return begin(actor, id, false);
    }

    /** Asks the work to stop at its next safe point. What was written stays. */
    public ImportView cancel(Actor actor, long id) {
        mayImport(actor);
        Long jobId = table.get(id).jobId();
        if (jobId != null) {
            jobs.cancel(jobId);
        }
        return get(id);
    }

    /** Streams the import, now and at each change, until the work under way ends. */
    public SseEmitter events(long id) {
        ImportTable.Row row = table.get(id);
        if (row.jobId() != null) {
            return events.stream(row.jobId(), job -> get(id));
        }
        var once = new SseEmitter();
        try {
            once.send(view(row, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        once.complete();
        return once;
    }

    /** Writes the rejected rows as they came, with line and reason, as CSV. */
    public void writeRejects(long id, Locale language, OutputStream out) throws IOException {
        ImportTable.Row row = table.get(id);
        new RejectFile(rejects, uploads.file(id), row.shape(), id, language).write(out);
    }

    /** The name to save the rejected rows under. */
    public String rejectsFileName(long id) {
        String name = table.get(id).fileName();
        return name.replaceFirst("(?i)(\\.(csv|tsv|txt|xlsx))?(\\.gz)?$", "") + "-rejected.csv";
    }

    private ImportView begin(Actor actor, long id, boolean checking) {
        mayImport(actor);
        transaction.executeWithoutResult(status -> {
            ImportTable.Row row = idle(id);
            if (checking && !row.checkpoint().equals(Checkpoint.START)) {
                throw new ProductException(
                        IngestionError.NOT_NOW,
                        id,
                        view(row, jobOf(row)).state().text());
            }
            plan(row.mapping(), row.shape());
            table.remember(row.shape().key(), row.mapping());
            ImportJob work = new ImportJob(id, checking, actor);
            table.begin(id, jobs.start(ImportJob.KIND, json.valueToTree(work)), checking);
        });
        return get(id);
    }

    /** The import, locked, when nothing works on it and it is not done. */
    private ImportTable.Row idle(long id) {
        ImportTable.Row row = table.lock(id);
        ImportState state = view(row, jobOf(row)).state();
        if (state.isAtWork() || state == ImportState.DONE) {
            throw new ProductException(IngestionError.NOT_NOW, id, state.text());
        }
        return row;
    }

    ImportPlan plan(Mapping mapping, FileShape shape) {
        Map<String, ObjectDefinition> definitions =
                objects.all().stream().collect(Collectors.toMap(ObjectDefinition::name, Function.identity()));
        return MappingCheck.plan(
                mapping,
                shape,
                targets.get(mapping.target()),
                new MappingCheck.Defaults(company.zone(), company.currency(), regions, definitions));
    }

    private Mapping suggest(FileShape shape, List<Target> among) {
        Conventions conventions = new Conventions(
                null, null, ";".equals(shape.format().delimiter()), company.zone(), company.currency(), regions);
        return new Suggestions(objects, conventions, shape).best(among);
    }

    private @Nullable Job jobOf(ImportTable.Row row) {
        return Optional.ofNullable(row.jobId()).flatMap(jobs::find).orElse(null);
    }

    private static ImportView view(ImportTable.Row row, @Nullable Job job) {
        ImportState state = ImportState.of(job, row.checking());
        return new ImportView(
                row.id(),
                row.fileName(),
                row.size(),
                state,
                row.shape().format(),
                row.shape().header(),
                row.shape().sample(),
                row.mapping(),
                job == null || !state.isAtWork() ? null : job.progress(),
                row.check(),
                row.result(),
                job == null ? null : job.problem(),
                row.createdAt(),
                row.createdBy());
    }
}
