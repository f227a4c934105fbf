package org.zhike.metrics.web;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.zhike.identity.Actor;
import org.zhike.metrics.Warehouse;

/** The JSON that docs/api.md promises. */
class MetricResourceTest {

    private final Warehouse warehouse = new Warehouse();
    private final MockMvc http = MockMvcBuilders.standaloneSetup(new MetricResource(warehouse.metrics()))
            .setCustomArgumentResolvers(new Signed())
            .build();

    /** Everybody is the system here; who may do what is tested where it is decided. */
    private static final class Signed implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            return Actor.SYSTEM;
        }
    }

    @BeforeEach
    void fill() {
        warehouse.order(warehouse.customer("name", "王五", "level", "gold"), "2025-03-01", "number", "A1");
        warehouse.order(null, "2025-03-02", "number", "A2", "status", "cancelled");
    }

    @AfterEach
    void close() throws Exception {
        warehouse.close();
    }

    private ResultActions send(String path, String body) throws Exception {
        return http.perform(post(path).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    @Test
    void theCatalogueSaysWhatEachMetricIs() throws Exception {
        http.perform(get("/api/metrics"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(71)))
                .andExpect(jsonPath("$[?(@.id=='nps')].unit").value("points"))
                .andExpect(jsonPath("$[?(@.id=='aov')].object").value("order"))
                .andExpect(jsonPath("$[?(@.id=='churn_rate')].direction").value("down"))
                .andExpect(jsonPath("$[?(@.id=='aov')].labels.zh").value("客单价"))
                .andExpect(jsonPath("$[?(@.id=='aov')].dimensions[0].path").value("channel"))
                .andExpect(jsonPath("$[?(@.id=='aov')].dimensions[0].type").value("select"))
                .andExpect(
                        jsonPath("$[?(@.id=='clv_simple')].dimensions[0].path").value("channel"));
    }

    @Test
    void anAnswerHasItsCells() throws Exception {
        send("/api/metrics/query", """
                {"metrics": ["orders", "revenue"], "by": ["customer.level"], "grain": "month",
                 "period": {"from": "2025-03-01", "to": "2025-04-01"}, "filter": null, "currency": null, "compare": true}""")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.asOf").value("2026-02-01T00:00:00Z"))
                .andExpect(jsonPath("$.period.from").value("2025-03-01"))
                .andExpect(jsonPath("$.previousPeriod.from").value("2025-02-01"))
                .andExpect(jsonPath("$.results[0].metric").value("orders"))
                .andExpect(jsonPath("$.results[0].unit").value("count"))
                .andExpect(jsonPath("$.results[0].currency").isEmpty())
                .andExpect(jsonPath("$.results[0].sql").value(containsString("select")))
                .andExpect(jsonPath("$.results[0].cells[0].time").value("2025-03-01"))
                .andExpect(jsonPath("$.results[0].cells[0].dimensions['customer.level']")
                        .value("gold"))
                .andExpect(jsonPath("$.results[0].cells[0].value").value(1.0))
                .andExpect(jsonPath("$.results[0].cells[0].state").value("thin"))
                .andExpect(jsonPath("$.results[0].cells[0].previous.value").value(0.0))
                .andExpect(jsonPath("$.results[1].currency").value("CNY"));
    }

    @Test
    void rowsComeWithTheReasonsOfThoseLeftOut() throws Exception {
        send("/api/metrics/rows", """
                {"metric": "orders", "period": {"from": "2025-03-01", "to": "2025-04-01"}, "side": "counted"}""")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.object").value("order"))
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.items[0].label").value("A1"))
                .andExpect(jsonPath("$.items[0].counted").value(true))
                .andExpect(jsonPath("$.items[0].values.amount.amount").value("100.0000"))
                .andExpect(jsonPath("$.items[0].values.amount.currency").value("CNY"))
                .andExpect(jsonPath("$.items[0].values.ordered_at").value("2025-03-01T04:00:00Z"))
                .andExpect(jsonPath("$.counted").value(1))
                .andExpect(jsonPath("$.leftOut[0].reason").value("not_paid"))
                .andExpect(jsonPath("$.leftOut[0].n").value(1))
                .andExpect(jsonPath("$.leftOut[0].text.en").value("Orders not paid or cancelled"));
    }

    @Test
    void aPeriodThatEndsBeforeItStartsIsRefused() {
        Assertions.assertThatThrownBy(() -> send("/api/metrics/query", """
                        {"metrics": ["orders"], "grain": "fortnight", "period": {"from": "2025-03-01", "to": "2025-03-01"}}"""))
                .hasStackTraceContaining("period: A period is")
                .hasStackTraceContaining("\"fortnight\" is not one of day, week, month, quarter, year");
    }
}
