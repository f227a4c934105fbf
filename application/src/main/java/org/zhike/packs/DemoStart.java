package org.zhike.packs;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import org.zhike.identity.Users;
import org.zhike.kernel.Grain;
import org.zhike.platform.Company;
import org.zhike.platform.CompanySettings;
import org.zhike.projection.Projection;

/** Makes a start a demo: an administrator, the demo company's records, and the projection of them, before anybody looks. */
@Component
@ConditionalOnProperty("zhike.demo.enabled")
final class DemoStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoStart.class);
    private static final String NAME = "知客优选";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Users users;
    private final CompanySettings company;
    private final DemoLoader loader;
    private final Projection projection;
    private final Clock clock;
    private final String user;
    private final String password;

    DemoStart(
            Users users,
            CompanySettings company,
            DemoLoader loader,
            Projection projection,
            Clock clock,
            @Value("${zhike.demo.user}") String user,
            @Value("${zhike.demo.password}") String password) {
        this.users = users;
        this.company = company;
        this.loader = loader;
        this.projection = projection;
        this.clock = clock;
        this.user = user;
        this.password = password;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (users.ensureAdministrator(user, password)) {
            Company now = company.current();
            company.change(new Company(NAME, now.zone(), now.currency(), now.language(), now.measuring()));
        }
        // Whole months only: the boards then have no month cut short.
        LocalDate until = Grain.MONTH.startOf(LocalDate.now(clock.withZone(company.zone())));
        loader.load(
                until,
                object -> LOG.info(
                        "Making up the demo company: {}", object.plural().en()));
        projection.awaitCurrent(PATIENCE);
    }
}
