package org.zhike.identity.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.zhike.identity.Actor;
import org.zhike.identity.Audit;
import org.zhike.identity.CompanyChange;
import org.zhike.kernel.Issues;
import org.zhike.platform.Company;
import org.zhike.platform.CompanySettings;
import org.zhike.platform.Measuring;

/** The company's settings over HTTP. */
@RestController
@RequestMapping("/api/settings")
class SettingsResource {

    private final CompanySettings settings;
    private final Audit audit;

    SettingsResource(CompanySettings settings, Audit audit) {
        this.settings = settings;
        this.audit = audit;
    }

    /** What everybody may know of the company. */
    record View(String name, String zone, String currency, String language) {

        static View of(Company company) {
            return new View(
                    company.name(), company.zone().getId(), company.currency().getCurrencyCode(), company.language());
        }
    }

    record Settings(
            @JsonUnwrapped View company, @JsonUnwrapped Measuring measuring) {

        static Settings of(Company company) {
            return new Settings(View.of(company), company.measuring());
        }
    }

    @GetMapping
    Settings get(Actor actor) {
        return Settings.of(settings.current());
    }

    @PatchMapping
    Settings change(Actor actor, @RequestBody CompanyChange change) {
        actor.mustBeAdministrator();
        var issues = new Issues();
        Company after = change.applyTo(settings.current(), "", issues);
        issues.throwIfAny();
        settings.change(after);
        Settings view = Settings.of(after);
        audit.record(actor, "settings_changed", Map.of("settings", view));
        return view;
    }
}
