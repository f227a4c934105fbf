package org.zhike.projection;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The questions under way that their askers may end: whoever asks names the question, on the thread that answers it, and may cancel it by
 * that name from any other. Nobody can end another's. Safe for use by several threads.
 */
@Component
public final class Questions {

    private record Name(String asker, String id) {}

    private static final class Question {

        private final Set<AnalyticsEngine.Session> open = new HashSet<>();
        private int threads;
        private boolean cancelled;
    }

    /** What the thread answers. */
    private static final ThreadLocal<@Nullable Name> ASKED = new ThreadLocal<>();

    private final Map<Name, Question> questions = new ConcurrentHashMap<>();

    /** What this thread reads from now on belongs to the question; {@link #end} must follow. */
    public void begin(String asker, String id) {
        var name = new Name(asker, id);
        ASKED.set(name);
        questions.compute(name, (any, question) -> {
            Question begun = question == null ? new Question() : question;
            begun.threads++;
            return begun;
        });
    }

    /** The thread has answered, or has none. */
    public void end() {
        Name name = ASKED.get();
        ASKED.remove();
        if (name != null) {
            questions.computeIfPresent(name, (any, question) -> --question.threads == 0 ? null : question);
        }
    }

    /** Ends what runs for the question, on the engine too; does nothing when it has been answered. */
    public void cancel(String asker, String id) {
        questions.computeIfPresent(new Name(asker, id), (any, question) -> {
            question.cancelled = true;
            question.open.forEach(AnalyticsEngine.Session::cancel);
            return question;
        });
    }

    /** A work begins on this thread. */
    void opened(AnalyticsEngine.Session session) {
        Name name = ASKED.get();
        if (name != null) {
            questions.computeIfPresent(name, (any, question) -> {
                question.open.add(session);
                if (question.cancelled) {
                    session.cancel();
                }
                return question;
            });
        }
    }

    /** A work on this thread has ended. */
    void closed(AnalyticsEngine.Session session) {
        Name name = ASKED.get();
        if (name != null) {
            questions.computeIfPresent(name, (any, question) -> {
                question.open.remove(session);
                return question;
            });
        }
    }
}
