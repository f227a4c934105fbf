package org.zhike.metrics;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** States at the ends of periods, and how many went from which to which. */
public record FlowAnswer(
        Instant asOf,
        String object,
        List<Column> columns,
        List<Node> nodes,
        List<Link> links,
        List<Balance> balances,
        boolean truncated,
        String sql) {

    public FlowAnswer {
        columns = List.copyOf(columns);
        nodes = List.copyOf(nodes);
        links = List.copyOf(links);
        balances = List.copyOf(balances);
    }

    /** A moment at which states are taken: the end of a period; the first is the start of all. */
    public record Column(String label, LocalDate from, LocalDate to, boolean complete) {}

    /** @param label of a choice; null for the states of activity, which screens name */
    public record Node(
            String id, int column, String state, @Nullable String label, long n) {}

    public record Link(String from, String to, long n) {}

    /** Start + new + returned − lost = end, of those active. */
    public record Balance(
            LocalDate period,
            boolean complete,
            long start,

            @com.fasterxml.jackson.annotation.JsonProperty("new")
            long entered,

            long returned,
            long lost,
            long end) {}
}
