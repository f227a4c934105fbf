package org.zhike.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresForTestsTest {

    @Test
    void everyFreshDatabaseIsMigratedAndUntouchedByTheOthers() {
        var first = PostgresForTests.freshDatabase();
        var second = PostgresForTests.freshDatabase();

        first.dsl().execute("create table only_here (id int)");

        assertThat(first.dsl().resultQuery("select count(*) from zhike.company").fetchSingleInto(Long.class))
                .isEqualTo(1);
        assertThat(second.dsl()
                        .resultQuery("select to_regclass('only_here') is null")
                        .fetchSingleInto(Boolean.class))
                .isTrue();
    }

    @Test
    void theServerIsTheVersionTheDirectoryIsNamedAfter() {
        String version = PostgresForTests.freshDatabase()
                .dsl()
                .resultQuery("show server_version")
                .fetchSingleInto(String.class);

        assertThat(PostgresBinaries.VERSION).startsWith(version);
    }
}
