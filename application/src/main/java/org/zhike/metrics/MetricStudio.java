package org.zhike.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.identity.Actor;
import org.zhike.identity.Audit;
import org.zhike.kernel.Grain;
import org.zhike.kernel.Issue;
import org.zhike.kernel.Issues;
import org.zhike.kernel.Labels;
import org.zhike.kernel.Period;
import org.zhike.kernel.ProductException;
import org.zhike.metrics.CatalogueBuilder.Checked;
import org.zhike.metrics.LiveCatalogue.Snapshot;
import org.zhike.metrics.LiveCatalogue.Standing;
import org.zhike.metrics.MetricCatalogue.Broken;
import org.zhike.metrics.MetricCheck.Problem;
import org.zhike.metrics.MetricHistory.Draft;
import org.zhike.metrics.MetricHistory.Event;
import org.zhike.metrics.MetricHistory.Kind;
import org.zhike.metrics.MetricHistory.State;

/**
 * Where a company writes definitions of its own: drafts, checks, numbers before publishing, versions and their history. What is
 * published answers at once, on every node. Docs: docs/metrics.md, "The studio". Safe for use by several threads.
 */
public final class MetricStudio {

    /** The most definitions of one import. */
    public static final int MOST_FILES = 500;

    /** The text that ships, where a version is asked for. */
    public static final String SHIPPED = "shipped";

    /** The text of the draft, where a version is asked for. */
    public static final String DRAFT = "draft";

    private static final String TEXT = "text";

    private final LiveCatalogue live;
    private final CatalogueBuilder builder;
    private final StudioStore store;
    private final Previews previews;
    private final TransactionTemplate transactions;
    private final Audit audit;

    MetricStudio(
            LiveCatalogue live,
            CatalogueBuilder builder,
            StudioStore store,
            Previews previews,
            TransactionTemplate transactions,
            Audit audit) {
        this.live = live;
        this.builder = builder;
        this.store = store;
        this.previews = previews;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * One metric as the studio lists it.
     *
     * @param labels as far as they can be read
     * @param own whether the company's text is in force, not the one that ships
     * @param published what put the text in force there; null for what ships
     * @param deprecation null while it is not deprecated
     * @param draftBy who has a draft of it; null without one
     */
    public record Entry(
            String id,
            Labels labels,
            State state,
            boolean own,
            boolean shipped,
            @Nullable Integer version,
            @Nullable Event published,
            @Nullable Event deprecation,
            @Nullable String draftBy,
            List<Problem> problems) {

        public Entry {
            problems = List.copyOf(problems);
        }
    }

    /** A file that comes in. */
    public static final class Incoming {

        private final String name;
        private final byte[] bytes;

        public Incoming(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes.clone();
        }
    }

    /** All metrics there are or will be, by id. */
    public List<Entry> entries(Actor actor) {
        Snapshot now = live.now();
        Map<String, Metric> metrics = new LinkedHashMap<>();
        now.catalogue().all().forEach(metric -> metrics.put(metric.id(), metric));
        Map<String, Draft> drafts = store.drafts();
        var ids = new TreeSet<>(now.texts().keySet());
        ids.addAll(drafts.keySet());
        List<Entry> entries = new ArrayList<>();
        for (String id : ids) {
            Standing standing = now.standing(id);
            Broken broken = now.catalogue().broken().get(id);
            Draft draft = drafts.get(id);
            Metric metric = broken == null ? metrics.get(id) : broken.metric();
            entries.add(new Entry(
                    id,
                    metric == null ? labels(draft) : metric.labels(),
                    state(now, id),
                    standing.own(),
                    live.shippedVersion(id) != null,
                    live.currentVersion(id, standing),
                    standing.published(),
                    standing.deprecation(),
                    draft == null ? null : draft.by(),
                    broken == null
                            ? List.of()
                            : broken.problems().stream().map(Problem::of).toList()));
        }
        return entries;
    }

    private static Labels labels(@Nullable Draft draft) {
        MetricFile.Read read = draft == null ? null : MetricFile.read(draft.text(), new Issues());
        return read == null ? new Labels("", "") : read.metric().labels();
    }

    private static State state(Snapshot now, String id) {
        if (!now.texts().containsKey(id)) {
            return State.DRAFT;
        }
        if (now.catalogue().metrics().get(id) == null) {
            return State.BROKEN;
        }
        return now.standing(id).deprecation() == null ? State.LIVE : State.DEPRECATED;
    }

    public MetricHistory history(Actor actor, String id) {
        Snapshot now = live.now();
        Draft draft = store.draft(id).orElse(null);
        if (draft == null && !now.texts().containsKey(id)) {
            throw unknown(id);
        }
        Standing standing = now.standing(id);
        Event deprecation = standing.deprecation();
        return new MetricHistory(
                id,
                state(now, id),
                live.shippedVersion(id),
                live.currentVersion(id, standing),
                live.nextVersion(id),
                deprecation == null ? null : deprecation.successor(),
                store.versions(id),
                store.events(id).reversed(),
                draft);
    }

    private ProductException unknown(String id) {
        Issues issues = new Issues();
        live.catalogue().find(id, "", issues);
        return issues.isEmpty() ? new ProductException(StudioError.NO_DRAFT, id) : new ProductException(issues.all());
    }

    /**
     * The text, sign by sign as it was written.
     *
     * @param version a number, {@link #SHIPPED}, {@link #DRAFT}, or null for the one in force
     */
    public String text(Actor actor, String id, @Nullable String version) {
        if (version == null) {
            String text = live.now().texts().get(id);
            if (text == null) {
                throw unknown(id);
            }
            return text;
        }
        return switch (version) {
            case DRAFT ->
                store.draft(id).map(Draft::text).orElseThrow(() -> new ProductException(StudioError.NO_DRAFT, id));
            case SHIPPED -> live.shippedText(id).orElseThrow(() -> noVersion(id, version));
            default -> numbered(id, version);
        };
    }

    private String numbered(String id, String version) {
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw noVersion(id, version);
        }
        int number = Integer.parseInt(version);
        Integer ships = live.shippedVersion(id);
        return store.text(id, number)
                .or(() -> ships != null && ships == number ? live.shippedText(id) : Optional.empty())
                .orElseThrow(() -> noVersion(id, version));
    }

    private static ProductException noVersion(String id, String version) {
        return new ProductException(StudioError.NO_VERSION, version, id);
    }

    /** The texts in force that the company published, by id. */
    public Map<String, String> ownTexts(Actor actor) {
        Snapshot now = live.now();
        Map<String, String> own = new LinkedHashMap<>();
        new TreeSet<>(now.texts().keySet())
                .stream().filter(id -> now.standing(id).own()).forEach(id -> own.put(id, text(actor, id, null)));
        return own;
    }

    /** All that is wrong with a text, at once. */
    public MetricCheck check(Actor actor, String text) {
        StudioRights.mayDraft(actor);
        Checked checked = builder.check(text, live.catalogue());
        return new MetricCheck(checked.metric(), Previews.problems(checked, ""), checked.intervals());
    }

    /** @param key names the preview: a later one of the same person and name ends it */
    public MetricPreview preview(
            Actor actor,
            String text,
            Period period,
            @Nullable Grain grain,
            List<String> by,
            String key,
            Locale language) {
        StudioRights.mayDraft(actor);
        return previews.preview(actor, text, new Previews.Question(period, grain, by), key, live.catalogue(), language);
    }

    public void cancelPreview(Actor actor, String key) {
        previews.cancel(actor, key);
    }

    /** Two versions on the same history; versions as in {@link #text}. */
    public MetricComparison compare(
            Actor actor,
            String id,
            @Nullable String before,
            @Nullable String after,
            Period period,
            @Nullable Grain grain,
            Locale language) {
        return previews.compare(
                actor,
                text(actor, id, before),
                text(actor, id, after),
                new Previews.Question(period, grain, List.of()),
                "compare/" + id,
                live.catalogue(),
                language);
    }

    /** @param revision the one seen; 0 when there was no draft */
    public Draft saveDraft(Actor actor, String id, String text, int revision) {
        StudioRights.mayDraft(actor);
        Issues issues = new Issues();
        checkKept(id, text, issues);
        issues.throwIfAny();
        return inTransaction(() -> store.save(actor, id, text, revision));
    }

    /** What even a draft must be: of an id that can be kept, not too long, text that PostgreSQL can hold. */
    private static void checkKept(String id, String text, Issues issues) {
        if (!MetricFile.isId(id)) {
            issues.add("metric", DefinitionError.BAD_METRIC_ID, id);
        }
        if (text.startsWith("\uFEFF")) {
            issues.add(TEXT, DefinitionError.BYTE_ORDER_MARK);
        }
        int length = text.codePointCount(0, text.length());
        if (length > DefinitionText.MAX_LENGTH) {
            issues.add(TEXT, DefinitionError.DEFINITION_TOO_LONG, length, DefinitionText.MAX_LENGTH);
        }
        if (text.indexOf(0) >= 0) {
            issues.add(TEXT, DefinitionError.NOT_UTF8);
        }
    }

    public void discardDraft(Actor actor, String id) {
        StudioRights.mayDraft(actor);
        inTransaction(() -> {
            store.discard(id);
            return id;
        });
    }

    /** Puts the draft in force. Its version must be the next. */
    public MetricHistory publish(Actor actor, String id, int revision, @Nullable String note) {
        StudioRights.mayPublish(actor);
        String why = note(note);
        inTransaction(() -> {
            store.lock();
            Draft draft = store.draft(id).orElseThrow(() -> new ProductException(StudioError.NO_DRAFT, id));
            if (draft.revision() != revision) {
                throw new ProductException(StudioError.DRAFT_CHANGED, draft.by(), draft.at());
            }
            live.reload();
            Issues issues = new Issues();
            issues.addAll(builder.check(draft.text(), live.catalogue()).problems());
            checkIdentity(id, draft.text(), issues);
            issues.throwIfAny();
            put(actor, id, why);
            return id;
        });
        live.reload();
        return history(actor, id);
    }

    private void put(Actor actor, String id, String why) {
        int version = live.nextVersion(id);
        store.publish(actor, id, version);
        done(actor, id, Kind.PUBLISHED, version, why, null);
    }

    /** Whether a text is the next version of its metric. */
    private void checkIdentity(String id, String text, Issues issues) {
        DefinitionText read = DefinitionText.read(text, new Issues());
        String said = read.scalar("metric").orElse("");
        if (!said.equals(id)) {
            issues.add(
                    Issue.of("metric", DefinitionError.OTHER_METRIC, said, id).at(read.at("metric")));
        }
        int next = live.nextVersion(id);
        String version = read.scalar("version").orElse("");
        if (!version.equals(Integer.toString(next))) {
            issues.add(Issue.of("version", DefinitionError.WRONG_VERSION, next, version)
                    .at(read.at("version")));
        }
    }

    private void done(Actor actor, String id, Kind kind, int version, String why, @Nullable String successor) {
        store.add(actor, id, kind, version, why, successor);
        Map<String, Object> detail = new LinkedHashMap<>(Map.of("metric", id, "version", version, "note", why));
        if (successor != null) {
            detail.put("successor", successor);
        }
        audit.record(actor, "metric_" + kind.name().toLowerCase(Locale.ROOT), detail);
        store.tell();
    }

    /** Marks a metric as one not to use any more; it still answers. */
    public MetricHistory deprecate(Actor actor, String id, @Nullable String note, @Nullable String successor) {
        StudioRights.mayPublish(actor);
        Issues issues = new Issues();
        live.catalogue().find(id, "", issues);
        if (id.equals(successor)) {
            issues.add("successor", StudioError.OWN_SUCCESSOR);
        } else if (successor != null) {
            live.catalogue().find(successor, "successor", issues);
        }
        issues.throwIfAny();
        return change(actor, id, Kind.DEPRECATED, note(note), successor);
    }

    /** Takes a deprecation back. */
    public MetricHistory revive(Actor actor, String id, @Nullable String note) {
        StudioRights.mayPublish(actor);
        return change(actor, id, Kind.REVIVED, note(note), null);
    }

    /** Puts the text that ships in force again. */
    public MetricHistory restore(Actor actor, String id, @Nullable String note) {
        StudioRights.mayPublish(actor);
        return change(actor, id, Kind.RESTORED, note(note), null);
    }

    private MetricHistory change(Actor actor, String id, Kind kind, String why, @Nullable String successor) {
        inTransaction(() -> {
            store.lock();
            Standing standing = Standing.of(store.events(id));
            Integer ships = live.shippedVersion(id);
            Integer current = live.currentVersion(id, standing);
            if (current == null) {
                throw unknown(id);
            }
            boolean isSo = switch (kind) {
                case DEPRECATED -> standing.deprecation() != null;
                case REVIVED -> standing.deprecation() == null;
                case RESTORED, PUBLISHED -> false;
            };
            if (isSo) {
                throw new ProductException(StudioError.ALREADY_SO, id);
            }
            if (kind == Kind.RESTORED && (ships == null || !standing.own())) {
                throw new ProductException(StudioError.NOT_SHIPPED, id);
            }
            done(actor, id, kind, kind == Kind.RESTORED && ships != null ? ships : current, why, successor);
            return id;
        });
        live.reload();
        return history(actor, id);
    }

    private static String note(@Nullable String note) {
        if (note == null || note.isBlank()) {
            throw new ProductException(List.of(Issue.of("note", StudioError.NOTE_MISSING)));
        }
        return note.strip();
    }

    /**
     * Keeps files exactly as they are, all or none: as drafts, or published where a note is given. They are checked together, so that
     * one may be made of another.
     *
     * @return the ids
     */
    public List<String> bringIn(Actor actor, List<Incoming> files, @Nullable String note) {
        if (note == null) {
            StudioRights.mayDraft(actor);
        } else {
            StudioRights.mayPublish(actor);
        }
        Map<String, String> texts = decoded(files);
        String why = note == null ? null : note(note);
        List<String> ids = inTransaction(() -> {
            store.lock();
            live.reload();
            Map<String, String> known = new LinkedHashMap<>();
            texts.forEach((file, text) -> known.put(file, idOf(text)));
            checkTogether(texts, known, why != null).throwIfAny();
            for (Map.Entry<String, String> file : known.entrySet()) {
                store.save(actor, file.getValue(), texts.getOrDefault(file.getKey(), ""), null);
                if (why != null) {
                    put(actor, file.getValue(), why);
                }
            }
            return List.copyOf(known.values());
        });
        live.reload();
        return ids;
    }

    /** What is wrong with texts of files, told by the names of the files. */
    public List<Problem> checkFiles(Actor actor, List<Incoming> files) {
        StudioRights.mayDraft(actor);
        Map<String, String> texts = decoded(files);
        Map<String, String> ids = new LinkedHashMap<>();
        texts.forEach((file, text) -> ids.put(file, idOf(text)));
        return checkTogether(texts, ids, false).all().stream().map(Problem::of).toList();
    }

    private static Map<String, String> decoded(List<Incoming> files) {
        Issues issues = new Issues();
        if (files.isEmpty()) {
            throw new ProductException(StudioError.NO_FILES);
        }
        if (files.size() > MOST_FILES) {
            throw new ProductException(StudioError.TOO_MANY_FILES, MOST_FILES);
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (Incoming file : files) {
            try {
                texts.put(file.name, DefinitionText.decode(file.bytes));
            } catch (ProductException e) {
                issues.addAll(e.within(file.name).issues());
            }
        }
        issues.throwIfAny();
        return texts;
    }

    private static String idOf(String text) {
        return DefinitionText.read(text, new Issues()).scalar("metric").orElse("");
    }

    private Issues checkTogether(Map<String, String> texts, Map<String, String> ids, boolean toPublish) {
        Map<String, String> all = new LinkedHashMap<>();
        live.now().texts().forEach((id, text) -> {
            if (!ids.containsValue(id)) {
                // No file can have this name.
                all.put("/" + id, text);
            }
        });
        all.putAll(texts);
        Issues issues = new Issues();
        builder.build(all).problems().stream()
                .filter(issue -> !issue.path().startsWith("/"))
                .forEach(issues::add);
        texts.forEach((file, text) -> {
            Issues own = new Issues();
            checkKept(ids.getOrDefault(file, ""), text, own);
            if (toPublish && own.isEmpty()) {
                checkIdentity(ids.getOrDefault(file, ""), text, own);
            }
            own.all().stream()
                    .map(issue -> CatalogueBuilder.in(file, issue))
                    .filter(issue -> issues.all().stream().noneMatch(issue::equals))
                    .forEach(issues::add);
        });
        return issues;
    }

    private <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }
}
