package org.zhike.platform;

import static org.zhike.platform.Job.State.CANCELLED;
import static org.zhike.platform.Job.State.DONE;
import static org.zhike.platform.Job.State.FAILED;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.zhike.kernel.ProductException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Durable work in the background. A job is a row of {@code zhike.job} whose every change is announced on the channel
 * {@link #CHANNEL}; it survives a restart and is then run again.
 */
@Service
public final class Jobs implements SmartLifecycle {

    /** The payload is the job's id. */
    public static final String CHANNEL = "zhike_job";

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final String TASK = "job";
    private static final int AT_ONCE = 4;
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** A job fails only when the database is away or the application stops; its own trouble ends it. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final DSLContext dsl;
    private final JobTable table;
    private final DataSource dataSource;
    private final ObjectProvider<JobHandler> handlers;
    private final Clock clock;
    private final SchedulerName name;
    private final OneTimeTask<Void> task;

    private @Nullable Scheduler scheduler;
    private Map<String, JobHandler> handlersByKind = Map.of();

    Jobs(
            DSLContext dsl,
            DataSource dataSource,
            DataDirectory directory,
            ObjectProvider<JobHandler> handlers,
            JsonMapper json,
            Clock clock) {
        this.dsl = dsl;
        this.dataSource = dataSource;
        this.handlers = handlers;
        this.clock = clock;
        table = new JobTable(json);
        name = new SchedulerName.Fixed(nameOf(directory));
        task = Tasks.oneTime(TASK)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, complete.getTimeDone().plus(RETRY_AFTER)))
                .onDeadExecutionRevive()
                .execute(this::execute);
    }

    /** Starts a job, as part of the caller's transaction if there is one, and returns its id. */
    public long start(String kind, JsonNode arguments) {
        if (!handlersByKind.containsKey(kind)) {
            throw new IllegalArgumentException("no handler for jobs of kind " + kind);
        }
        return dsl.transactionResult(transaction -> {
            long id = table.insert(transaction.dsl(), kind, arguments);
            running().schedule(task.instance(Long.toString(id)), clock.instant());
            afterCommit(running()::triggerCheckForDueExecutions);
            return id;
        });
    }

    /** Asks a job to stop at its next safe point; one that has not begun or has ended is not run any more. */
    public void cancel(long id) {
        table.cancel(dsl, id);
    }

    public Optional<Job> find(long id) {
        return table.find(dsl, id);
    }

    /** Returns those there are of the jobs, by id. */
    public Map<Long, Job> find(Collection<Long> ids) {
        return table.find(dsl, ids).stream().collect(Collectors.toMap(Job::id, Function.identity()));
    }

    @Override
    public void start() {
        handlersByKind = handlers.stream().collect(Collectors.toUnmodifiableMap(JobHandler::kind, Function.identity()));
        takeUpLeftJobs();
        var started = Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), task)
                .schedulerName(name)
                .tableName(Database.SCHEMA + ".scheduled_task")
                .threads(AT_ONCE)
                .heartbeatInterval(HEARTBEAT)
                .shutdownMaxWait(STOP_PATIENCE)
                .build();
        scheduler = started;
        started.start();
    }

    /** Makes the jobs this application was running when it ended due now: the lock on the directory proves it has. */
    private void takeUpLeftJobs() {
        dsl.execute(
                "update zhike.scheduled_task set picked = false, picked_by = null, last_heartbeat = null,"
                        + " execution_time = now(), version = version + 1 where picked_by = ?",
                name.getName());
    }

    @Override
    public void stop() {
        Scheduler started = scheduler;
        if (started != null) {
            started.stop();
            scheduler = null;
        }
    }

    @Override
    public boolean isRunning() {
        return scheduler != null;
    }

    private void execute(TaskInstance<Void> instance, ExecutionContext execution) {
        // Outside any transaction of the job's own: progress is seen at once.
        DSLContext outside = Database.dsl(dataSource);
        Optional<Job> begun = table.begin(outside, Long.parseLong(instance.getId()));
        if (begun.isEmpty()) {
            return;
        }
        Job job = begun.get();
        var context = new RunningJob(job, outside, table, clock);
        JobHandler handler = handlersByKind.get(job.kind());
        if (handler == null) {
            throw new IllegalStateException("no handler for jobs of kind " + job.kind());
        }
        try {
            handler.run(context);
        } catch (Exception e) {
            if (execution.getSchedulerState().isShuttingDown()) {
                throw new IllegalStateException("stopped with the application; it is run again", e);
            }
            table.end(outside, job.id(), FAILED, problem(job, e));
            return;
        }
        context.flush();
        table.end(outside, job.id(), context.noticedCancellation() ? CANCELLED : DONE, null);
    }

    private static Problem problem(Job job, Exception exception) {
        if (exception instanceof ProductException product) {
            return Problem.of(product);
        }
        return Problem.unexpected("job " + job.kind() + " " + job.id(), exception, LOG);
    }

    private Scheduler running() {
        if (scheduler == null) {
            throw new IllegalStateException("jobs can be started once the application has");
        }
        return scheduler;
    }

    private static void afterCommit(Runnable action) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    /** The one scheduler that can run on a data directory. */
    static String nameOf(DataDirectory directory) {
        return host() + ":" + directory.path();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            LOG.debug("This machine has no name", e);
            return "localhost";
        }
    }
}
