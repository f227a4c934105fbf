package org.zhike.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

@ZhikeTest
class ZhikeTestTest {

    @Autowired
    private DSLContext dsl;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private DataDirectory directory;

    @Test
    void theApplicationStartsOnADatabaseAndADirectoryOfItsOwn() {
        assertThat(companies()).isEqualTo(1);
        assertThat(directory.path()).isDirectory();
    }

    @Test
    void springsAndJooqsTransactionsAreOne() {
        assertThatThrownBy(() -> transactions.executeWithoutResult(outer -> {
                    dsl.transaction(inner -> dsl.execute("delete from zhike.company"));
                    assertThat(companies()).isZero();
                    throw new IllegalStateException("all of it rolls back");
                }))
                .hasMessage("all of it rolls back");

        assertThat(companies()).isEqualTo(1);
    }

    private Long companies() {
        return dsl.resultQuery("select count(*) from zhike.company").fetchSingleInto(Long.class);
    }
}
