package org.zhike.ingestion;

import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.zhike.identity.Actor;

/**
 * An import from upload to outcome, waited for.
 *
 * @param target what the rows become; null = as suggested
 * @param mode {@code create}, {@code upsert} or {@code update}; null = as suggested
 */
record OneGo(@Nullable String target, @Nullable String mode, boolean dryRun) {

    static OneGo as(String target) {
        return new OneGo(target, null, false);
    }

    OneGo dry() {
        return new OneGo(target, mode, true);
    }

    OneGo in(String newMode) {
        return new OneGo(target, newMode, dryRun);
    }

    ImportOutcome run(Imports imports, Actor actor, String name, InputStream content) {
        ImportView uploaded = imports.upload(actor, name, content);
        long id = uploaded.id();
        Mapping mapping = target == null ? uploaded.mapping() : imports.suggestion(id, target);
        imports.map(actor, id, mode == null ? mapping : inMode(mapping, mode));
        ImportView ended = waitFor(imports, (dryRun ? imports.check(actor, id) : imports.start(actor, id)).id());
        return Objects.requireNonNull(
                dryRun ? ended.check() : ended.result(), () -> "ended as " + ended.state() + ": " + ended.problem());
    }

    private static Mapping inMode(Mapping mapping, String mode) {
        return new Mapping(
                mapping.target(),
                mode,
                mapping.match(),
                mapping.columns(),
                mapping.dateFormat(),
                mapping.decimal(),
                mapping.zone(),
                mapping.currency());
    }

    static ImportView waitFor(Imports imports, long id) {
        ImportView view = imports.get(id);
        while (view.state().isAtWork()) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            view = imports.get(id);
        }
        return view;
    }
}
