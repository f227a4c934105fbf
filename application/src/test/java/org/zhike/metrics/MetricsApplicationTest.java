package org.zhike.metrics;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.zhike.identity.Actor;
import org.zhike.identity.Role;
import org.zhike.identity.SignedIn;
import org.zhike.kernel.Money;
import org.zhike.platform.ZhikeTest;
import org.zhike.projection.Projection;
import org.zhike.records.Records;

/** From a record written to its number on a screen, through the whole application. */
// A database of its own: it counts all customers there are.
@ZhikeTest(properties = "spring.application.name=zhike-metrics")
@DirtiesContext
@Timeout(120)
class MetricsApplicationTest {

    @Autowired
    private Records records;

    @Autowired
    private Projection projection;

    @Autowired
    private MockMvc http;

    private static MockHttpServletRequestBuilder ask(String path, String body) {
        return post(path).contentType(MediaType.APPLICATION_JSON).content(body);
    }

    @Test
    void anOrderWrittenIsCountedAndCanBeOpened() throws Exception {
        long customer = records.create(Actor.SYSTEM, "customer", new HashMap<>(Map.of("name", "赵六", "level", "gold")))
                .id();
        records.create(
                Actor.SYSTEM,
                "order",
                new HashMap<>(Map.of(
                        "number",
                        "Z1",
                        "customer",
                        customer,
                        "kind",
                        "sale",
                        "status",
                        "paid",
                        // Already April in Shanghai.
                        "ordered_at",
                        Instant.parse("2025-03-31T16:30:00Z"),
                        "amount",
                        Money.of("12.5", "CNY"))));
        projection.awaitCurrent(Duration.ofSeconds(30));

        http.perform(ask("/api/metrics/query", """
                        {"metrics": ["orders", "revenue", "clv_simple", "churn_rate", "nps", "customers"],
                         "by": [], "grain": "month", "period": {"from": "2025-03-01", "to": "2025-05-01"}, "compare": true}""").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.results[0].cells[0].value").value(0.0))
                .andExpect(jsonPath("$.results[0].cells[1].value").value(1.0))
                .andExpect(jsonPath("$.results[1].cells[1].value").value(12.5))
                .andExpect(jsonPath("$.results[5].cells[1].value").value(1.0));
        http.perform(ask("/api/metrics/rows", """
                        {"metric": "active_customers", "period": {"from": "2025-04-01", "to": "2025-05-01"},
                         "dimensions": {"customer.level": "gold"}, "side": "counted"}""").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.object").value("customer"))
                .andExpect(jsonPath("$.items[0].label").value("赵六"));
    }

    @Test
    void whatIsWrongComesAsOneProblem() throws Exception {
        http.perform(ask("/api/metrics/query", """
                        {"metrics": ["orders"], "by": ["customer.levle"], "filter": "amout > 3",
                         "period": {"from": "2025-03-01", "to": "2025-05-01"}}""").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().is(422))
                .andExpect(jsonPath("$.issues[0].path").value("by[0]"))
                .andExpect(jsonPath("$.issues[0].code").value("UNKNOWN_DIMENSION"))
                .andExpect(jsonPath("$.issues[1].path").value("filter"))
                .andExpect(jsonPath("$.issues[1].column").value(1));
        http.perform(ask("/api/metrics/query", """
                        {"metrics": ["order"], "period": {"from": "2025-03-01", "to": "2025-05-01"}}""").with(SignedIn.as(Role.READ_ONLY)))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.code").value("UNKNOWN_METRIC"));
    }

    @Test
    void numbersAreForThoseWhoAreSignedIn() throws Exception {
        http.perform(
                        ask("/api/metrics/query", "{}")
                                .with(org.springframework.security.test.web.servlet.request
                                        .SecurityMockMvcRequestPostProcessors.csrf()))
                .andExpect(status().isUnauthorized());
    }
}
