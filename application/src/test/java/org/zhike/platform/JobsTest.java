package org.zhike.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;
import org.zhike.kernel.ProductException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@ZhikeTest
@Import(JobsTest.Handlers.class)
class JobsTest {

    private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

    @Autowired
    private Jobs jobs;

    @Autowired
    private DatabaseListener listener;

    @Autowired
    private DSLContext dsl;

    @Autowired
    private DataDirectory directory;

    @Autowired
    private TransactionTemplate transactions;

    @Test
    void aJobRunsAtOnceAndItsProgressIsAnnounced() throws Exception {
        BlockingQueue<Job> seen = watch();
        long started = System.nanoTime();

        long id = jobs.start("count", JsonNodeFactory.instance.objectNode().put("to", 3));

        Job end = end(id, seen);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(5));
        assertThat(end.state()).isEqualTo(Job.State.DONE);
        assertThat(end.progress()).isEqualTo(new Job.Progress("counting", 3, 3L));
        assertThat(end.endedAt()).isNotNull();
    }

    @Test
    void aJobOfATransactionThatFailsNeverRuns() throws Exception {
        BlockingQueue<Job> seen = watch();

        assertThatThrownBy(() -> transactions.executeWithoutResult(status -> {
                    jobs.start("count", JsonNodeFactory.instance.objectNode().put("to", 1));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        long next = jobs.start("count", JsonNodeFactory.instance.objectNode().put("to", 2));
        end(next, seen);
        assertThat(jobs.find(next - 1)).isEmpty();
    }

    @Test
    void aCancelledJobStopsAtItsNextSafePoint() throws Exception {
        BlockingQueue<Job> seen = watch();
        long id = jobs.start("endless", NOTHING);
        awaitState(id, seen, Job.State.RUNNING);

        jobs.cancel(id);

        assertThat(end(id, seen).state()).isEqualTo(Job.State.CANCELLED);
    }

    @Test
    void aJobIsRunAgainWhenTheApplicationStopsAndStarts() throws Exception {
        BlockingQueue<Job> seen = watch();
        long id = jobs.start("endless", NOTHING);
        awaitState(id, seen, Job.State.RUNNING);

        jobs.stop();
        assertThat(jobs.find(id)).get().extracting(Job::state).isEqualTo(Job.State.RUNNING);
        jobs.cancel(id);
        jobs.start();

        assertThat(end(id, seen).state()).isEqualTo(Job.State.CANCELLED);
    }

    @Test
    void aJobThatACrashLeftBehindIsRunAgain() throws Exception {
        BlockingQueue<Job> seen = watch();
        jobs.stop();
        long id = dsl.transactionResult(transaction -> {
            long left = transaction
                    .dsl()
                    .resultQuery("insert into zhike.job (kind, arguments, state)"
                            + " values ('count', '{\"to\": 2}', 'running') returning id")
                    .fetchSingleInto(Long.class);
            transaction
                    .dsl()
                    .execute(
                            "insert into zhike.scheduled_task (task_name, task_instance, execution_time, picked,"
                                    + " picked_by, last_heartbeat, version)"
                                    + " values ('job', ?, now(), true, ?, now(), 1)",
                            Long.toString(left),
                            Jobs.nameOf(directory));
            return left;
        });

        jobs.start();

        assertThat(end(id, seen).state()).isEqualTo(Job.State.DONE);
    }

    @Test
    void aMistakeOfTheCallerIsKeptWithTheJob() throws Exception {
        BlockingQueue<Job> seen = watch();

        Job end = end(jobs.start("mistaken", NOTHING), seen);

        assertThat(end.state()).isEqualTo(Job.State.FAILED);
        assertThat(end.problem()).extracting(Problem::code).isEqualTo("UNKNOWN_PATH");
    }

    @Test
    void aBugOfOursIsKeptAsAnIncident() throws Exception {
        BlockingQueue<Job> seen = watch();

        Job end = end(jobs.start("buggy", NOTHING), seen);

        assertThat(end.problem()).extracting(Problem::code).isEqualTo("INTERNAL_ERROR");
        assertThat(end.problem()).extracting(Problem::detail).asString().doesNotContain("secret");
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThatThrownBy(() -> jobs.start("unknown", NOTHING)).hasMessageContaining("unknown");
    }

    private BlockingQueue<Job> watch() throws InterruptedException {
        var seen = new LinkedBlockingQueue<Job>();
        var hears = new CountDownLatch(1);
        listener.listen("ready_" + System.nanoTime(), payload -> hears.countDown());
        listener.listen(Jobs.CHANNEL, payload -> {
            if (!payload.isEmpty()) {
                jobs.find(Long.parseLong(payload)).ifPresent(seen::add);
            }
        });
        assertThat(hears.await(10, TimeUnit.SECONDS)).isTrue();
        return seen;
    }

    private static Job end(long id, BlockingQueue<Job> seen) throws InterruptedException {
        while (true) {
            Job job = seen.poll(20, TimeUnit.SECONDS);
            assertThat(job).as("news of job " + id).isNotNull();
            if (job.id() == id && job.state().hasEnded()) {
                return job;
            }
        }
    }

    private static void awaitState(long id, BlockingQueue<Job> seen, Job.State state) throws InterruptedException {
        Job job;
        do {
            job = seen.poll(20, TimeUnit.SECONDS);
            assertThat(job).as("news of job " + id).isNotNull();
        } while (job.id() != id || job.state() != state);
    }

    @TestConfiguration
    static class Handlers {

        @Bean
        JobHandler count() {
            return handler("count", context -> {
                long to = context.arguments().get("to").asLong();
                for (long i = 1; i <= to; i++) {
                    context.progress("counting", i, to);
                }
            });
        }

        @Bean
        JobHandler endless() {
            return handler("endless", context -> {
                while (!context.isCancelled()) {
                    Thread.sleep(10);
                }
            });
        }

        @Bean
        JobHandler mistaken() {
            return handler("mistaken", context -> {
                throw new ProductException(PlatformError.UNKNOWN_PATH, "x");
            });
        }

        @Bean
        JobHandler buggy() {
            return handler("buggy", context -> {
                throw new IllegalStateException("secret");
            });
        }

        private static JobHandler handler(String kind, Work work) {
            return new JobHandler() {
                @Override
                public String kind() {
                    return kind;
                }

                @Override
                public void run(JobContext context) throws Exception {
                    work.run(context);
                }
            };
        }
    }

    private interface Work {
        void run(JobContext context) throws Exception;
    }
}
