package org.zhike.ingestion;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.ingestion.file.FileFormat;
import org.zhike.ingestion.file.FileRow;
import org.zhike.ingestion.file.FileRows;
import org.zhike.platform.JobContext;

/**
 * One import or dry run, from its checkpoint to the end: the file is read, parsed and staged chunk by chunk, then gathered
 * and written chunk by chunk. Each chunk is one transaction with its checkpoint and its rejects, so that work stopped at any
 * point goes on there. A dry run writes too, all in one transaction that is rolled back.
 */
final class ImportRun {

    private static final int CHUNK_ROWS = 20_000;
    private static final long CHUNK_CHARACTERS = 1L << 24;

    /** Others who write the same records at the same time can end in a deadlock, which PostgreSQL breaks. */
    private static final int TRIES = 6;

    private static final Set<String> BROKEN_OFF = Set.of("40P01", "40001");

    private final long importId;
    private final boolean dry;
    private final Path file;
    private final FileFormat format;
    private final int width;
    private final ImportPlan plan;
    private final Staging staging;
    private final WriteSteps steps;
    private final Rejects rejects;
    private final TransactionTemplate transaction;
    private final TransactionTemplate apart;
    private final JobContext job;
    private final Saver saver;
    private Checkpoint checkpoint;
    private long since = System.nanoTime();

    /** Keeps the checkpoint with the import, in the caller's transaction. */
    interface Saver {
        void save(long importId, Checkpoint checkpoint);
    }

    /** Thrown at a safe point after somebody cancelled. */
    static final class Cancelled extends RuntimeException {}

    ImportRun(
            long importId,
            boolean dry,
            Path file,
            FileShape shape,
            ImportPlan plan,
            Staging staging,
            WriteSteps steps,
            Rejects rejects,
            TransactionTemplate transaction,
            JobContext job,
            Saver saver,
            Checkpoint checkpoint) {
        this.importId = importId;
        this.dry = dry;
        this.file = file;
        this.format = shape.format();
        this.width = shape.header().size();
        this.plan = plan;
        this.staging = staging;
        this.steps = steps;
        this.rejects = rejects;
        this.transaction = transaction;
        this.apart = new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.job = job;
        this.saver = saver;
        this.checkpoint = checkpoint;
    }

    /** Returns the checkpoint at the end. */
    Checkpoint run() throws IOException {
        stage();
        if (!checkpoint.prepared()) {
            tell("preparing", 0, null);
            inTransaction(() -> {
                WriteSteps.Prepared prepared = steps.prepare();
                return checkpoint.prepared(prepared.kept(), prepared.warnings());
            });
        }
        if (dry) {
            Checkpoint staged = checkpoint;
            checkpoint = retrying(() -> Objects.requireNonNull(transaction.execute(status -> {
                status.setRollbackOnly();
                checkpoint = staged;
                write();
                return checkpoint;
            })));
        } else {
            write();
            steps.objects().forEach(this::analyze);
        }
        staging.drop();
        return checkpoint;
    }

    private void stage() throws IOException {
        boolean isWhole = staging.holds(checkpoint.kept());
        if (checkpoint.staged() && isWhole) {
            return;
        }
        if (checkpoint.line() == 0 || !isWhole) {
            staging.create();
            checkpoint = checkpoint.unstaged();
        }
        try (FileRows rows = FileRows.open(file, format);
                ExecutorService reader = Executors.newSingleThreadExecutor(Thread.ofPlatform()
                        .daemon()
                        .name("import-" + importId + "-", 0)
                        .factory())) {
            rows.next(); // the header
            RowParser parser = new RowParser(plan, width, staging.columns());
            long done = checkpoint.line();
            Future<Chunk> next = reader.submit(() -> read(rows, parser, done));
            while (!checkpoint.staged()) {
                Chunk chunk = get(next);
                if (!chunk.isLast()) {
                    next = reader.submit(() -> read(rows, parser, 0)); // while this chunk goes to the database
                }
                keep(chunk);
            }
        }
    }

    /** @param values of the rows to stage */
    private record Chunk(
            List<List<@Nullable Object>> values,
            List<Reject> rejects,
            long read,
            long lastLine,
            boolean isLast,
            long position) {}

    private Chunk read(FileRows rows, RowParser parser, long skipTo) throws IOException {
        List<List<@Nullable Object>> values = new ArrayList<>(CHUNK_ROWS);
        List<Reject> rejected = new ArrayList<>();
        long read = 0;
        long characters = 0;
        long line = skipTo;
        FileRow row = null;
        while (read < CHUNK_ROWS && characters < CHUNK_CHARACTERS) {
            row = rows.next();
            if (row == null) {
                break;
            }
            if (row.line() <= skipTo) {
                continue;
            }
            read++;
            line = row.line();
            for (String cell : row.cells()) {
                characters += cell.length();
            }
            RowParser.Parsed parsed = parser.parse(row);
            if (parsed.values() != null) {
                values.add(parsed.values());
            }
            if (parsed.reject() != null) {
                rejected.add(parsed.reject());
            }
        }
        return new Chunk(values, rejected, read, line, row == null, rows.position());
    }

    private void keep(Chunk chunk) {
        inTransaction(() -> {
            staging.copy(chunk.values());
            rejects.add(importId, chunk.rejects());
            return checkpoint.staged(
                    Math.max(checkpoint.line(), chunk.lastLine()),
                    checkpoint.read() + chunk.read(),
                    checkpoint.kept() + chunk.values().size(),
                    chunk.isLast());
        });
        long position = chunk.position();
        tell(
                "reading",
                position < 0 ? checkpoint.read() : position,
                position < 0 ? null : file.toFile().length());
        stopIfCancelled();
    }

    private void write() {
        List<WriteSteps.Step> all = steps.steps();
        long total = all.stream().mapToLong(WriteSteps.Step::chunks).sum();
        long done = all.subList(0, Math.min(checkpoint.step(), all.size())).stream()
                        .mapToLong(WriteSteps.Step::chunks)
                        .sum()
                + checkpoint.chunk();
        while (checkpoint.step() < all.size()) {
            WriteSteps.Step step = all.get(checkpoint.step());
            if (checkpoint.chunk() >= step.chunks()) {
                checkpoint = checkpoint.written(checkpoint.step() + 1, 0, Map.of());
                continue;
            }
            tell(step.name(), done, total);
            stopIfCancelled();
            inTransaction(() -> {
                takeTurns();
                WriteSteps.Written written = steps.write(checkpoint.step(), checkpoint.chunk());
                if (dry) {
                    apart.executeWithoutResult(status -> rejects.add(importId, written.rejects()));
                } else {
                    rejects.add(importId, written.rejects());
                }
                return checkpoint.written(checkpoint.step(), checkpoint.chunk() + 1, written.outcomes());
            });
            done++;
        }
    }

    /** Imports of the same objects write one after the other: with keys in different orders they would block each other. */
    private void takeTurns() {
        steps.objects()
                .forEach(object ->
                        staging.fetch("select pg_advisory_xact_lock(hashtext('zhike import'), hashtext(?))", object));
    }

    private void analyze(String object) {
        staging.execute("analyze records.\"" + object + '"');
    }

    /** Progress is no part of a dry run's transaction: it is seen at once, and cancelling need not wait for its end. */
    private void tell(String phase, long done, @Nullable Long total) {
        apart.executeWithoutResult(status -> job.progress(phase, done, total));
    }

    private void stopIfCancelled() {
        if (Boolean.TRUE.equals(apart.execute(status -> job.isCancelled()))) {
            throw new Cancelled();
        }
    }

    /** Does a piece of work that leads to the next checkpoint, both or neither. */
    private void inTransaction(Supplier<Checkpoint> work) {
        Supplier<Checkpoint> once = () -> Objects.requireNonNull(transaction.execute(status -> {
            Checkpoint next = work.get().after((System.nanoTime() - since) / 1_000_000);
            if (!dry) {
                saver.save(importId, next);
            }
            return next;
        }));
        boolean isPart = TransactionSynchronizationManager.isActualTransactionActive();
        checkpoint = isPart ? once.get() : retrying(once);
        since = System.nanoTime();
    }

    private static <T> T retrying(Supplier<T> work) {
        for (int i = 1; ; i++) {
            try {
                return work.get();
            } catch (DataAccessException e) {
                if (i == TRIES || !BROKEN_OFF.contains(e.sqlState())) {
                    throw e;
                }
            }
        }
    }

    private static Chunk get(Future<Chunk> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException broken -> throw broken;
                case RuntimeException mistake -> throw mistake;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
