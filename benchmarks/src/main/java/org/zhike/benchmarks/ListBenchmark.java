package org.zhike.benchmarks;

import static org.zhike.benchmarks.Bench.encoded;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.zhike.benchmarks.Bench.Api;
import org.zhike.benchmarks.Bench.Times;
import tools.jackson.databind.JsonNode;

/**
 * The list screen's calls over HTTP: a page of 50 customers with its capped count, beside the same as hand-written SQL
 * over JDBC. Goal: 95 of 100 calls within 100 ms.
 */
final class ListBenchmark implements Benchmarks.Part {

    private static final int GOAL_MS = 100;
    private static final int CURSOR_PAGES = 200;

    /**
     * One kind of call.
     *
     * @param query of the HTTP call, without page size and count, of the i-th repetition
     * @param sql the condition and the order that a good programmer would write, values in place
     */
    private record Case(String name, IntFunction<String> query, IntFunction<Sql> sql) {}

    /** @param after which of those that fit can stand on the page */
    private record Sql(String condition, String after, String order) {}

    @Override
    public void run(Bench bench) throws Exception {
        bench.say("lists: %,d customers".formatted(bench.customers()));
        Bench.App app = bench.crm();
        int calls = bench.size(300, 40);
        Bench.print("%n## Lists%n%n%,d customers, pages of 50, %d calls each.%n".formatted(bench.customers(), calls));
        Bench.heading("list", "p50", "p95", "goal p95", "hand-written SQL p50", "p95", "ratio of p50");
        try (Connection connection = app.connect()) {
            for (Case each : cases(app, connection)) {
                measure(app.api(), connection, each, calls);
            }
        }
    }

    private static void measure(Api api, Connection connection, Case each, int calls) throws Exception {
        Times http = new Times();
        Times sql = new Times();
        for (int i = -10; i < calls; i++) {
            int call = Math.abs(i);
            String path =
                    "/api/records/customer?limit=50&count=capped" + each.query().apply(call);
            double byApi = 1000 * Bench.seconds(() -> api.get(path));
            double byHand =
                    1000 * Bench.seconds(() -> read(connection, each.sql().apply(call)));
            if (i >= 0) {
                http.add(byApi);
                sql.add(byHand);
            }
        }
        Bench.row(
                each.name(),
                Bench.ms(http.median()),
                Bench.ms(http.quantile(0.95)),
                (http.quantile(0.95) <= GOAL_MS ? "≤ " : "**missed** ") + GOAL_MS + " ms",
                Bench.ms(sql.median()),
                Bench.ms(sql.quantile(0.95)),
                Bench.times(http.median() / sql.median()));
    }

    /** The page and its count. */
    private static void read(Connection connection, Sql sql) throws Exception {
        String all = " from records.customer where deleted_at is null and " + sql.condition();
        read(connection, "select *" + all + " and " + sql.after() + " order by " + sql.order() + " limit 51");
        read(connection, "select count(*) from (select 1" + all + " limit 10001) t");
    }

    private static void read(Connection connection, String sql) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int column = 1; column <= columns; column++) {
                    rows.getString(column);
                }
            }
        }
    }

    private static List<Case> cases(Bench.App app, Connection connection) throws Exception {
        List<String> names = Bench.texts(
                connection,
                "select name from records.customer where length(name) = 3 and id % 97 = 1 order by id limit 400");
        List<JsonNode> deep = deepPages(app.api());
        String[] cities = CustomerTable.cities();
        List<Integer> order = new Random(1).ints(1000, 0, cities.length).boxed().toList();
        IntFunction<String> city = i -> cities[order.get(i)];
        IntFunction<String> province = i -> city.apply(i).substring(0, 5);
        return List.of(
                new Case("newest first", i -> "", i -> new Sql("true", "true", "id desc")),
                new Case(
                        "by name",
                        i -> "&sort=" + (i % 2 == 0 ? "" : "-") + "name",
                        i -> new Sql("true", "name is not null", i % 2 == 0 ? "name, id" : "name desc, id desc")),
                new Case(
                        "one province, by e-mail",
                        i -> "&sort=email&filter=" + encoded("within(region, \"" + province.apply(i) + "0000\")"),
                        i -> new Sql("region like '" + province.apply(i) + "%'", "email is not null", "email, id")),
                new Case(
                        "one city, by e-mail",
                        i -> "&sort=email&filter=" + encoded("region == \"" + city.apply(i) + "\""),
                        i -> new Sql("region = '" + city.apply(i) + "'", "email is not null", "email, id")),
                new Case(
                        "three filters, newest joined first",
                        i -> "&sort=-joined_at&filter="
                                + encoded("level == \"gold\" && source == \"" + source(i) + "\" && within(region, \""
                                        + province.apply(i) + "0000\")"),
                        i -> new Sql(
                                "level = 'gold' and source = '" + source(i) + "' and region like '" + province.apply(i)
                                        + "%'",
                                "joined_at is not null",
                                "joined_at desc, id desc")),
                new Case(
                        "search three characters",
                        i -> "&search=" + encoded(names.get(i % names.size())),
                        i -> new Sql(search(names.get(i % names.size())), "true", "id desc")),
                new Case(
                        "search two characters",
                        i -> "&search=" + encoded(names.get(i % names.size()).substring(0, 2)),
                        i -> new Sql(search(names.get(i % names.size()).substring(0, 2)), "true", "id desc")),
                new Case(
                        "search two characters, by e-mail",
                        i -> "&sort=email&search="
                                + encoded(names.get(i % names.size()).substring(1)),
                        i -> new Sql(
                                search(names.get(i % names.size()).substring(1)), "email is not null", "email, id")),
                new Case(
                        "deep page, by name",
                        i -> "&sort=name&cursor="
                                + encoded(deep.get(i % deep.size()).path("next").asString()),
                        i -> {
                            JsonNode last =
                                    deep.get(i % deep.size()).path("items").get(499);
                            return new Sql(
                                    "true",
                                    "(name, id) > ('"
                                            + last.path("values").path("name").asString() + "', "
                                            + last.path("id").asLong() + ")",
                                    "name, id");
                        }));
    }

    private static String source(int i) {
        return List.of("advertising", "search", "social", "store", "referral", "event")
                .get(i % 6);
    }

    private static String search(String text) {
        return "search like '%' || zhike.search_key('" + text + "') || '%'";
    }

    /** Pages of 500 by name, one after the other: the marker of the last of them stands 100,000 rows deep. */
    private static List<JsonNode> deepPages(Api api) throws Exception {
        List<JsonNode> pages = new ArrayList<>();
        String cursor = "";
        while (pages.size() < CURSOR_PAGES && cursor != null) {
            JsonNode page = api.json("/api/records/customer?sort=name&limit=500&cursor=" + encoded(cursor));
            cursor = page.path("next").asString(null);
            if (cursor != null) {
                pages.add(page);
            }
        }
        return pages.subList(pages.size() / 2, pages.size());
    }
}
