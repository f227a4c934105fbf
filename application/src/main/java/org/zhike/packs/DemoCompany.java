package org.zhike.packs;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.zhike.objects.ObjectCatalogue;
import org.zhike.objects.Option;
import org.zhike.packs.DemoLife.Line;
import org.zhike.packs.DemoLife.Order;

/**
 * Two years of a Chinese retailer, made up from a seed: customers who come, buy, complain, answer and leave as customers
 * do. The same seed and last day give the same rows whatever the time, zone, locale or number of threads; the rows of a
 * small company begin those of a larger one, object by object (but for marketing costs, which grow with it). Nothing is kept
 * in memory, so that a company may have tens of millions of rows. Immutable.
 */
public final class DemoCompany {

    private static final long STANDARD_SEED = 20_240_601;
    private static final int STANDARD_CUSTOMERS = 8_000;

    /** What a customer with the walk-in orders beside them comes to, on average. */
    private static final double LINES_PER_CUSTOMER = 11.3;

    private static final DateTimeFormatter CSV_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final String[] CSV_HEADER = {
        "订单号", "订单类型", "订单状态", "下单时间", "销售渠道", "收货地区", "门店", "客户编号", "客户姓名", "手机号", "商品编码", "商品名称", "商品类别", "数量", "单价"
    };

    private final long customers;
    private final DemoCalendar calendar;
    private final DemoWorld world;
    private final DemoRows rows;
    private final DemoSales sales;
    private final DemoService service;
    private final DemoMarketing marketing;

    /** @param until the day after the last of the two years */
    public DemoCompany(long seed, LocalDate until, long customers) {
        if (customers < 1 || customers > DemoWorld.mostCustomers()) {
            throw new IllegalArgumentException(
                    "a demo company has 1 to " + DemoWorld.mostCustomers() + " customers, not " + customers);
        }
        this.customers = customers;
        calendar = new DemoCalendar(until);
        world = new DemoWorld(seed, calendar);
        rows = new DemoRows(world);
        sales = new DemoSales(world);
        service = new DemoService(world);
        marketing = new DemoMarketing(world);
    }

    /** The company that {@code ./zhike demo} shows: about 8,000 customers with 40,000 orders. */
    public static DemoCompany standard(LocalDate until) {
        return new DemoCompany(STANDARD_SEED, until, STANDARD_CUSTOMERS);
    }

    /** A company with about so many order lines. */
    public static DemoCompany ofOrderLines(long seed, LocalDate until, long lines) {
        return new DemoCompany(seed, until, Math.max(1, Math.round(lines / LINES_PER_CUSTOMER)));
    }

    /** The objects it has rows of, those that others refer to before those that refer to them. */
    public static List<String> objects() {
        return List.of(
                "customer",
                "campaign_member",
                "contact",
                "customer_score",
                "feedback",
                "interaction",
                "lead",
                "marketing_cost",
                "product",
                "opportunity",
                "order",
                "order_item",
                "points_entry",
                "recommendation",
                "sales_target",
                "ticket",
                "service_step",
                "sla_clock",
                "stage_entry",
                "stock_day",
                "subscription",
                "survey_answer",
                "survey_invitation",
                "task");
    }

    /** Returns the rows of one of {@link #objects()}, made as they are read. */
    public Stream<DemoRow> rows(String object) {
        return switch (object) {
            case "customer" -> lives().map(rows::customer);
            case "contact" ->
                LongStream.range(0, customers)
                        .filter(world::isCompany)
                        .mapToObj(world::life)
                        .mapMulti(rows::contacts);
            case "interaction" -> perLife(rows::interactions);
            case "marketing_cost" -> Stream.of(customers).mapMulti(rows::costs);
            case "order" -> orders().map(entry -> rows.order(entry.life(), entry.order()));
            case "product" -> Stream.of(rows).mapMulti(DemoRows::products);
            case "order_item" -> orders().mapMulti((entry, sink) -> rows.items(entry.order(), sink));
            case "ticket" -> perLife(rows::tickets);
            case "survey_answer" ->
                perLife((life, sink) -> {
                    rows.answers(life, sink);
                    service.answers(life, sink);
                });
            case "campaign_member" -> perLife(marketing::members);
            case "customer_score" -> perLife(marketing::scores);
            case "feedback" -> perLife(marketing::feedback);
            case "lead" -> perLife(sales::leads);
            case "opportunity" -> perLife(sales::opportunities);
            case "points_entry" -> perLife(marketing::points);
            case "recommendation" -> perLife(marketing::recommendations);
            case "sales_target" -> Stream.of(sales).mapMulti(DemoSales::targets);
            case "service_step" -> perLife(service::steps);
            case "sla_clock" -> perLife(service::clocks);
            case "stage_entry" -> perLife(sales::stageEntries);
            case "stock_day" -> Stream.of(marketing).mapMulti(DemoMarketing::stock);
            case "subscription" -> perLife(sales::subscriptions);
            case "survey_invitation" -> perLife(service::invitations);
            case "task" -> perLife(rows::tasks);
            default -> throw new IllegalArgumentException("the demo company has no " + object);
        };
    }

    /**
     * Writes every order line as one flat table (CSV, UTF-8 when the writer is), as a shop's till or an online marketplace
     * would export it; choices by their Chinese labels in {@code objects}.
     */
    public void writeOrderLines(Writer out, ObjectCatalogue objects) throws IOException {
        Map<String, String> kinds = labels(objects, "kind");
        Map<String, String> states = labels(objects, "status");
        Map<String, String> channels = labels(objects, "channel");
        CsvWriter csv = CsvWriter.builder().build(out);
        csv.writeRecord(CSV_HEADER);
        for (long index = 0; index < customers; index++) {
            DemoLife life = world.life(index);
            DemoRows.Profile profile = rows.profile(life);
            String[] known = {life.externalId(), profile.name(), Objects.requireNonNullElse(profile.mobile(), "")};
            for (Entry entry : entries(life)) {
                Order order = entry.order();
                for (Line line : order.lines()) {
                    csv.writeRecord(
                            order.number(),
                            kinds.get(order.refund() ? "refund" : "sale"),
                            states.get(order.status()),
                            CSV_TIME.format(LocalDateTime.ofEpochSecond(order.at(), 0, DemoCalendar.ZONE)),
                            channels.get(order.channel()),
                            order.place().name(),
                            order.store(),
                            entry.life() == null ? null : known[0],
                            entry.life() == null ? null : known[1],
                            entry.life() == null ? null : known[2],
                            line.product().sku(),
                            line.product().name(),
                            line.product().category(),
                            String.valueOf(line.quantity()),
                            BigDecimal.valueOf(line.price(), 2).toPlainString());
                }
            }
        }
        csv.flush();
    }

    private static Map<String, String> labels(ObjectCatalogue objects, String field) {
        return objects.get("order").field(field).orElseThrow().options().stream()
                .collect(Collectors.toMap(
                        Option::value, option -> option.labels().zh()));
    }

    /** @param life null for an order of nobody known */
    private record Entry(@Nullable DemoLife life, Order order) {}

    private Stream<DemoLife> lives() {
        return LongStream.range(0, customers).mapToObj(world::life);
    }

    private Stream<DemoRow> perLife(BiConsumer<DemoLife, Consumer<DemoRow>> writer) {
        return lives().mapMulti(writer);
    }

    private Stream<Entry> orders() {
        return lives().flatMap(life -> entries(life).stream());
    }

    private List<Entry> entries(DemoLife life) {
        List<Entry> entries = new ArrayList<>();
        life.orders().forEach(order -> entries.add(new Entry(life, order)));
        world.walkIns(life.index()).forEach(order -> entries.add(new Entry(null, order)));
        return entries;
    }
}
