package org.zhike.identity.web;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.identity.Audit;
import org.zhike.kernel.Issues;
import org.zhike.kernel.OpeningHours;
import org.zhike.platform.BusinessHours;
import org.zhike.platform.WrittenHours;

/** The company's business hours over HTTP. */
@RestController
@RequestMapping("/api/settings/hours")
class BusinessHoursResource {

    private final BusinessHours hours;
    private final Audit audit;
    private final TransactionTemplate transactions;

    BusinessHoursResource(BusinessHours hours, Audit audit, TransactionTemplate transactions) {
        this.hours = hours;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** The hours as the API shows and takes them; the version is that on which a change was made. */
    record View(
            int version,
            @Nullable Map<String, List<String>> week,
            @Nullable List<WrittenHours.Day> special) {

        static View of(BusinessHours.Kept kept) {
            WrittenHours written = WrittenHours.of(kept.hours());
            return new View(kept.version(), written.week(), written.special());
        }
    }

    /** Hours as they should become. */
    record Wanted(
            @Nullable Integer version,
            @Nullable Map<String, List<String>> week,
            @Nullable List<WrittenHours.Day> special) {}

    record Pasted(@Nullable String text) {}

    record Days(List<WrittenHours.Day> special) {}

    @GetMapping
    View get(Actor actor) {
        return View.of(hours.current());
    }

    @PutMapping
    View change(Actor actor, @RequestBody Wanted wanted) {
        actor.mustBeAdministrator();
        var issues = new Issues();
        OpeningHours after = new WrittenHours(wanted.week(), wanted.special()).read(issues);
        issues.throwIfAny();
        // No version was never the newest.
        int seen = wanted.version() == null ? 0 : wanted.version();
        return Objects.requireNonNull(transactions.execute(status -> {
            View before = View.of(hours.current());
            View now = View.of(hours.change(seen, after));
            audit.record(actor, "business_hours_changed", Map.of("before", before, "after", now));
            return now;
        }));
    }

    /** Reads pasted lines into special days; changes nothing. */
    @PostMapping("/read")
    Days read(Actor actor, @RequestBody Pasted pasted) {
        actor.mustBeAdministrator();
        var issues = new Issues();
        List<WrittenHours.Day> days = hours.read(pasted.text() == null ? "" : pasted.text(), issues);
        issues.throwIfAny();
        return new Days(days);
    }
}
