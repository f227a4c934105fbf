package org.zhike.metrics;

import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.kernel.ProductException;

/** Who may do what with definitions, in one place. Everybody signed in reads them. */
final class StudioRights {

    private StudioRights() {}

    /** Checking, previewing and drafting: whoever may write. */
    static void mayDraft(Actor actor) {
        if (actor.role() == Role.READ_ONLY) {
            throw new ProductException(StudioError.MAY_NOT_DRAFT, actor.name());
        }
    }

    /** Publishing, deprecating, restoring: what changes numbers for all. */
    static void mayPublish(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw new ProductException(StudioError.MAY_NOT_PUBLISH, actor.name());
        }
    }
}
