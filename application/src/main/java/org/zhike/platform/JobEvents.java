package org.zhike.platform;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Pushes jobs to browsers as server-sent events, so that nobody has to ask again and again. */
@Component
public final class JobEvents implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(JobEvents.class);

    private final Jobs jobs;
    private final Map<Long, Set<Stream>> streams = new ConcurrentHashMap<>();

    private volatile boolean running;

    JobEvents(Jobs jobs, DatabaseListener listener) {
        this.jobs = jobs;
        listener.listen(Jobs.CHANNEL, this::changed);
    }

    /** Streams a view of the job, now and at each change, until the job has ended. */
    public SseEmitter stream(long jobId, Function<Job, Object> view) {
        var stream = new Stream(jobId, view, new SseEmitter(0L));
        Runnable forget = () -> forget(stream);
        stream.emitter.onCompletion(forget);
        stream.emitter.onTimeout(forget);
        stream.emitter.onError(failure -> forget.run());
        streams.computeIfAbsent(jobId, id -> ConcurrentHashMap.newKeySet()).add(stream);
        stream.push();
        return stream.emitter;
    }

    @Override
    public void start() {
        running = true;
    }

    /** Ends all streams, before the web server waits for its open requests. */
    @Override
    public void stop() {
        running = false;
        streams.values().forEach(all -> all.forEach(stream -> stream.emitter.complete()));
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    private void changed(String payload) {
        if (payload.isEmpty()) {
            streams.values().forEach(all -> all.forEach(Stream::pushSoon));
            return;
        }
        streams.getOrDefault(Long.valueOf(payload), Set.of()).forEach(Stream::pushSoon);
    }

    private void forget(Stream stream) {
        streams.computeIfPresent(stream.jobId, (id, all) -> {
            all.remove(stream);
            return all.isEmpty() ? null : all;
        });
    }

    private final class Stream {

        private final long jobId;
        private final Function<Job, Object> view;
        private final SseEmitter emitter;
        private final AtomicBoolean due = new AtomicBoolean();

        Stream(long jobId, Function<Job, Object> view, SseEmitter emitter) {
            this.jobId = jobId;
            this.view = view;
            this.emitter = emitter;
        }

        /** Pushes on a thread of its own: a slow browser must not keep the listener. Changes meanwhile become one push. */
        void pushSoon() {
            if (due.compareAndSet(false, true)) {
                Thread.ofVirtual().name("job-events-" + jobId).start(this::push);
            }
        }

        /** Reads inside the lock, so that what is sent never goes back in time. */
        synchronized void push() {
            due.set(false);
            try {
                Job job = jobs.find(jobId).orElseThrow();
                emitter.send(view.apply(job));
                if (job.state().hasEnded()) {
                    emitter.complete();
                }
            } catch (IOException | IllegalStateException e) {
                LOG.debug("The browser has left", e);
                forget(this);
            } catch (RuntimeException e) {
                emitter.completeWithError(e);
            }
        }
    }
}
