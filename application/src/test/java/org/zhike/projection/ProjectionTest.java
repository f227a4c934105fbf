package org.zhike.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.resultQuery;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.identity.SignedIn;
import org.zhike.platform.Company;
import org.zhike.platform.CompanySettings;
import org.zhike.platform.ZhikeTest;
import org.zhike.projection.ProjectionStatus.State;
import org.zhike.records.Records;

/** The projection at work in the whole application. */
@ZhikeTest(properties = "zhike.projection.tick=500ms")
@DirtiesContext
@Timeout(120)
class ProjectionTest {

    private static final Logger LOG = LoggerFactory.getLogger(ProjectionTest.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    private Records records;

    @Autowired
    private Projection projection;

    @Autowired
    private AnalyticsEngine engine;

    @Autowired
    private CompanySettings company;

    @Autowired
    private ProjectionFiles files;

    @Autowired
    private MockMvc http;

    @Test
    void whatWasWrittenBeforeTheCallIsContainedAfterIt() {
        for (int i = 0; i < 5; i++) {
            customer("A" + i);
            projection.awaitCurrent(PATIENCE);
            assertThat(count("name = 'A" + i + "'")).isEqualTo(1);
        }
        assertThat(projection.status().state()).isEqualTo(State.CURRENT);
        assertThat(projection.status().asOf()).isNotNull();
    }

    @Test
    void aDeletedRecordDisappearsAndARestoredOneComesBack() {
        long id = customer("B");
        records.delete(Actor.SYSTEM, "customer", id, 1);
        projection.awaitCurrent(PATIENCE);
        assertThat(count("name = 'B'")).isZero();

        records.restore(Actor.SYSTEM, "customer", id);
        projection.awaitCurrent(PATIENCE);
        assertThat(count("name = 'B'")).isEqualTo(1);
    }

    @Test
    void anotherZoneOfTheCompanyMovesTheDays() {
        Company before = company.current();
        long id = customer("C");
        projection.awaitCurrent(PATIENCE);
        try {
            company.change(new Company(
                    before.name(),
                    ZoneId.of("Pacific/Kiritimati"),
                    before.currency(),
                    before.language(),
                    before.measuring()));
            projection.awaitCurrent(PATIENCE);
            assertThat(count("id = " + id + " and created_at__day ="
                            + " cast(created_at at time zone 'UTC' at time zone 'Pacific/Kiritimati' as date)"))
                    .isEqualTo(1);
        } finally {
            company.change(before);
        }
    }

    @Test
    void aRebuildTakesOverWithAllRecordsWhileReadsGoOn() throws Exception {
        customer("D");
        projection.awaitCurrent(PATIENCE);
        long before = count("true");
        Path former = files.current().path();
        http.perform(post("/api/projection/rebuild").with(SignedIn.as(Role.ADMINISTRATOR)))
                .andExpect(status().isAccepted());
        while (files.current().path().equals(former)) {
            assertThat(count("true")).isEqualTo(before);
        }
        assertThat(count("true")).isEqualTo(before);
        customer("E");
        projection.awaitCurrent(PATIENCE);
        assertThat(count("true")).isEqualTo(before + 1);
    }

    @Test
    void aFileThatBreaksWhileInUseIsReplaced() throws Exception {
        customer("F");
        projection.awaitCurrent(PATIENCE);
        Path former = files.current().path();
        try (Connection connection = files.current().connect();
                var statement = connection.createStatement()) {
            // Every run fails from now on, as it does when the file cannot be read.
            statement.execute("drop table zhike_projection");
        }
        while (files.current().path().equals(former)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        customer("G");
        projection.awaitCurrent(PATIENCE);
        assertThat(count("name in ('F', 'G')")).isEqualTo(2);
    }

    @Test
    void itTellsHowFarItIs() throws Exception {
        projection.awaitCurrent(PATIENCE);
        http.perform(get("/api/projection").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.state").value("current"))
                .andExpect(jsonPath("$.asOf").isNotEmpty())
                .andExpect(jsonPath("$.progress").isEmpty());
    }

    @Test
    void everyAnswerTellsHowFarItIsAndAQuestionCanBeEnded() throws Exception {
        projection.awaitCurrent(PATIENCE);
        http.perform(get("/api/metrics").header("Zhike-Question", "q1").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isOk())
                .andExpect(header().string("Zhike-Projection", "current"));
        http.perform(delete("/api/questions/q1").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isNoContent());
    }

    @Test
    void onlyAnAdministratorMayRebuild() throws Exception {
        http.perform(post("/api/projection/rebuild").with(SignedIn.as(Role.MEMBER)))
                .andExpect(status().isForbidden());
    }

    @Test
    void at200WritesASecondTheProjectionIsAtMostTwoSecondsBehind() throws Exception {
        int writes = 800;
        projection.awaitCurrent(PATIENCE);
        Map<Long, Long> committed = new ConcurrentHashMap<>();
        Map<Long, Long> lags = new HashMap<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var writer = threads.submit(() -> {
                long start = System.nanoTime();
                for (int i = 0; i < writes; i++) {
                    LockSupport.parkNanos(start + i * 5_000_000L - System.nanoTime());
                    committed.put(customer("L" + i), System.nanoTime());
                }
            });
            while (!writer.isDone() || lags.size() < writes) {
                List<Long> seen = new ArrayList<>();
                engine.read(session -> {
                    session.forEach(
                            resultQuery("select id from records.customer where name like 'L%'"),
                            row -> seen.add(row.get(0, Long.class)));
                    return null;
                });
                long now = System.nanoTime();
                for (Long id : seen) {
                    Long at = committed.get(id);
                    if (at != null) {
                        lags.putIfAbsent(id, Math.max(0, now - at));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(10);
            }
            writer.get();
        }
        List<Long> sorted = lags.values().stream().sorted().toList();
        LOG.info(
                "lag of {} writes: p50 {} ms, p95 {} ms, worst {} ms",
                writes,
                sorted.get(writes / 2) / 1_000_000,
                sorted.get(writes * 95 / 100) / 1_000_000,
                sorted.getLast() / 1_000_000);
        assertThat(Duration.ofNanos(sorted.get(writes * 95 / 100))).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    private long customer(String name) {
        return records.create(Actor.SYSTEM, "customer", Map.of("name", name, "external_id", name))
                .id();
    }

    private long count(String condition) {
        return engine.read(
                session -> session.fetch(resultQuery("select count(*) from records.customer where " + condition))
                        .get(0)
                        .get(0, Long.class));
    }
}
