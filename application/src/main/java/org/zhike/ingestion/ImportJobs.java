package org.zhike.ingestion;

import java.io.IOException;
import java.util.Locale;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.platform.JobContext;
import org.zhike.platform.JobHandler;
import org.zhike.records.BulkRecords;
import tools.jackson.databind.json.JsonMapper;

/** Does imports and dry runs in the background; run again after a crash, an import goes on where it was. */
@Component
final class ImportJobs implements JobHandler {

    private static final int FIRST_REJECTS = 50;

    private final Imports imports;
    private final ImportTable table;
    private final Uploads uploads;
    private final Rejects rejects;
    private final BulkRecords records;
    private final DSLContext sql;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    ImportJobs(
            Imports imports,
            ImportTable table,
            Uploads uploads,
            Rejects rejects,
            BulkRecords records,
            DSLContext sql,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.imports = imports;
        this.table = table;
        this.uploads = uploads;
        this.rejects = rejects;
        this.records = records;
        this.sql = sql;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public String kind() {
        return ImportJob.KIND;
    }

    @Override
    public void run(JobContext context) throws IOException {
        ImportJob work = json.treeToValue(context.arguments(), ImportJob.class);
        long id = work.importId();
        ImportTable.Row row = table.get(id);
        ImportPlan plan = imports.plan(row.mapping(), row.shape());
        Staging staging = new Staging(sql, id, RowParser.columns(plan));
        Checkpoint start = work.checking() ? Checkpoint.START : row.checkpoint();
        if (start.equals(Checkpoint.START)) {
            rejects.clear(id);
            staging.drop();
        }
        WriteSteps steps = plan.target().isOrderLines()
                ? new OrderLinesSteps(sql, records, work.actor(), id, plan, staging)
                : new ObjectSteps(sql, records, work.actor(), id, plan, staging);
        ImportRun run = new ImportRun(
                id,
                work.checking(),
                uploads.file(id),
                row.shape(),
                plan,
                staging,
                steps,
                rejects,
                transaction,
                context,
                table::save,
                start);
        try {
            Checkpoint end = run.run();
            ImportOutcome outcome =
                    ImportOutcome.of(end, rejects.count(id), rejects.first(id, FIRST_REJECTS, Locale.ENGLISH));
            table.end(id, work.checking(), outcome);
        } catch (ImportRun.Cancelled e) {
            // The context knows that it told so; an import keeps its checkpoint and can go on.
            if (work.checking()) {
                staging.drop();
            }
        }
    }
}
