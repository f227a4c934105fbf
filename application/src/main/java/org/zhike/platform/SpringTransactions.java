package org.zhike.platform;

import org.jooq.Transaction;
import org.jooq.TransactionContext;
import org.jooq.TransactionProvider;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Lets {@code dsl.transaction(…)} take part in Spring's transactions; one inside another is a savepoint. */
record SpringTransactions(PlatformTransactionManager manager) implements TransactionProvider {

    @Override
    public void begin(TransactionContext context) {
        var definition = new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_NESTED);
        context.transaction(new Begun(manager.getTransaction(definition)));
    }

    @Override
    public void commit(TransactionContext context) {
        manager.commit(status(context));
    }

    @Override
    public void rollback(TransactionContext context) {
        manager.rollback(status(context));
    }

    private static TransactionStatus status(TransactionContext context) {
        if (context.transaction() instanceof Begun begun) {
            return begun.status();
        }
        throw new IllegalStateException("the transaction was not begun here");
    }

    private record Begun(TransactionStatus status) implements Transaction {}
}
