package org.zhike.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.identity.Actor;
import org.zhike.objects.FieldDefinition;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.ObjectDefinition;
import org.zhike.records.BulkOutcome;
import org.zhike.records.BulkRecords;
import org.zhike.records.ListQuery;
import org.zhike.records.MergeMode;
import org.zhike.records.Records;

/** Puts the demo company into an empty system, as one transaction: it is there whole, or not at all. */
@Service
public final class DemoLoader {

    private static final int ROWS = 20_000;

    private final Records records;
    private final BulkRecords bulk;
    private final ObjectCatalogue objects;
    private final TransactionTemplate transaction;

    DemoLoader(Records records, BulkRecords bulk, ObjectCatalogue objects, TransactionTemplate transaction) {
        this.records = records;
        this.bulk = bulk;
        this.objects = objects;
        this.transaction = transaction;
    }

    /**
     * Loads the company of two years up to that day, unless there are customers already.
     *
     * @param progress told each object before its records are written
     * @return whether it was loaded
     */
    public boolean load(LocalDate until, Consumer<ObjectDefinition> progress) {
        boolean isEmpty = records.list(Actor.SYSTEM, ListQuery.of("customer").limit(1))
                .items()
                .isEmpty();
        if (isEmpty) {
            DemoCompany company = DemoCompany.standard(until);
            transaction.executeWithoutResult(status -> {
                for (String name : DemoCompany.objects()) {
                    ObjectDefinition object = objects.get(name);
                    progress.accept(object);
                    write(object, company.rows(name).iterator());
                }
            });
        }
        return isEmpty;
    }

    private void write(ObjectDefinition object, Iterator<DemoRow> rows) {
        while (rows.hasNext()) {
            List<Map<String, @Nullable Object>> chunk = new ArrayList<>(ROWS);
            while (rows.hasNext() && chunk.size() < ROWS) {
                chunk.add(whole(object, rows.next()));
            }
            BulkOutcome outcome = bulk.write(Actor.SYSTEM, object.name(), MergeMode.CREATE, List.of(), chunk);
            if (!outcome.refused().isEmpty()) {
                throw new IllegalStateException("the demo company breaks a rule: "
                        + outcome.refused().getFirst().issue().message());
            }
        }
    }

    /** Every field named, so that all rows of a chunk are written in one step. */
    private static Map<String, @Nullable Object> whole(ObjectDefinition object, DemoRow row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (FieldDefinition field : object.fields()) {
            values.put(field.name(), row.values().get(field.name()));
        }
        return values;
    }
}
