package org.zhike.projection;

import java.time.Duration;
import org.zhike.identity.Actor;
import org.zhike.kernel.ProductException;

/** The columnar copy of the records and how far it is. Safe for use by several threads. */
public interface Projection {

    ProjectionStatus status();

    /**
     * Returns when everything committed before the call is contained, usually within a fraction of a second.
     *
     * @throws ProductException {@link ProjectionError#BEHIND} when it is not within the time given
     */
    void awaitCurrent(Duration patience);

    /**
     * Begins to build the copy anew, beside the one in use, which goes on answering and following until the new one takes
     * over. Does nothing when that is under way. For administrators.
     */
    void rebuild(Actor actor);
}
