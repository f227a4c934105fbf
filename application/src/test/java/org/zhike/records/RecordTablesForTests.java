package org.zhike.records;

import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.platform.PostgresForTests;

/** Makes the record tables of any objects. */
public final class RecordTablesForTests {

    private RecordTablesForTests() {}

    public static void make(PostgresForTests.Fresh database, ObjectCatalogue objects) {
        new RecordSchema(
                database.dsl(),
                objects,
                new TransactionTemplate(new DataSourceTransactionManager(database.dataSource())));
    }
}
