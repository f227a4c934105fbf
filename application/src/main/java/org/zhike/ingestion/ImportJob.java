package org.zhike.ingestion;

import org.zhike.identity.Actor;

/** What the job of an import is told. */
record ImportJob(long importId, boolean checking, Actor actor) {

    static final String KIND = "import";
}
