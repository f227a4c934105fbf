package org.zhike.identity;

import java.time.Clock;
import java.util.Map;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;

/** The book of what matters for trust: sign-ins, changes of users, imports, exports. Entries stay as they were written. */
@Service
public final class Audit {

    private final DSLContext dsl;
    private final JsonMapper json;
    private final Clock clock;

    Audit(DSLContext dsl, JsonMapper json, Clock clock) {
        this.dsl = dsl;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Writes an entry, in the caller's transaction if there is one; the address is that of the present request.
     *
     * @param kind what happened, in snake case: {@code records_exported}
     * @param detail what else to know; no secrets
     */
    public void record(Actor actor, String kind, Map<String, ?> detail) {
        record(actor.name(), kind, detail, presentAddress());
    }

    void record(String actor, String kind, Map<String, ?> detail, @Nullable String address) {
        dsl.execute(
                "insert into zhike.audit_event (at, actor, kind, detail, address) values (cast(? as timestamptz), ?, ?, cast(? as jsonb), ?)",
                clock.instant(),
                actor,
                kind,
                json.writeValueAsString(detail),
                address);
    }

    static @Nullable String presentAddress() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? attributes.getRequest().getRemoteAddr()
                : null;
    }
}
