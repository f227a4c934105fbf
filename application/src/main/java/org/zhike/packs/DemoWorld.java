package org.zhike.packs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.BusinessCalendar;
import org.zhike.kernel.OpeningHours;
import org.zhike.packs.DemoLife.Agent;
import org.zhike.packs.DemoLife.Answer;
import org.zhike.packs.DemoLife.Line;
import org.zhike.packs.DemoLife.Order;
import org.zhike.packs.DemoLife.Ticket;
import org.zhike.packs.DemoMaterial.Category;
import org.zhike.packs.DemoMaterial.Place;
import org.zhike.packs.DemoMaterial.Product;

/**
 * The simulation behind the demo company. Customers buy at a gamma-distributed rate and leave after a purchase with a
 * beta-distributed probability (BG/NBD; Fader, Hardie & Lee 2005), on a clock that runs with the season. A latent mood ties
 * the rest together: late parcels, faulty goods and slow service lower it, and a low mood lowers scores and makes leaving
 * likelier. Each customer's life depends on the seed and their index alone. Immutable.
 */
final class DemoWorld {

    /** Streams of random numbers; each part of the company has its own, so that one can change without the others. */
    static final int MATERIAL = 1;

    static final int AGENTS = 2;
    static final int LIFE = 3;
    static final int WALK_IN = 4;
    static final int PROFILE = 5;
    static final int CONTACT = 6;
    static final int INTERACTION = 7;
    static final int COST = 8;
    static final int TICKET_TEXT = 9;
    static final int COMMENT = 10;
    static final int TASK = 11;
    static final int ORDER_NOTE = 12;
    static final int LEAD = 13;
    static final int DEAL = 14;
    static final int CONTRACT = 15;
    static final int TARGET = 16;
    static final int INVITATION = 17;
    static final int INDEX = 18;
    static final int CAMPAIGN = 19;
    static final int POINTS = 20;
    static final int FEEDBACK = 21;
    static final int RECOMMENDATION = 22;
    static final int SCORE = 23;
    static final int STOCK = 24;

    /** The province whose warehouse fails in the six weeks of the incident. */
    static final String INCIDENT_PROVINCE = "CN-51";

    /**
     * A way customers come.
     *
     * @param early and {@code late} its weight at the start and at the end of the two years
     * @param rate how often its customers buy, 1 being ordinary
     * @param leaving the odds with which they leave, 1 being ordinary
     * @param cost what winning one of them costs in fen
     */
    record Source(String name, double early, double late, double rate, double leaving, long cost) {}

    static final List<Source> SOURCES = List.of(
            new Source("advertising", 0.25, 0.16, 0.8, 1.5, 9_800),
            new Source("search", 0.16, 0.13, 1.0, 1.1, 7_200),
            new Source("social", 0.15, 0.30, 0.95, 1.2, 4_600),
            new Source("store", 0.21, 0.16, 1.1, 0.8, 6_100),
            new Source("referral", 0.11, 0.14, 1.3, 0.6, 2_600),
            new Source("event", 0.07, 0.06, 0.9, 1.0, 11_500),
            new Source("other", 0.05, 0.05, 0.9, 1.0, 3_000));

    /**
     * A reason to write to the company.
     *
     * @param share of orders that give this reason without a fault of goods or parcel
     * @param hours the median to a solution
     * @param complaint the share that is a complaint
     */
    private record Cause(String topic, double share, double hours, double complaint, String team) {}

    private static final List<Cause> CAUSES = List.of(
            new Cause("product", 0.006, 26, 0.4, "quality"),
            new Cause("delivery", 0.006, 30, 0.35, "delivery"),
            new Cause("after_sales", 0.012, 34, 0.3, "quality"),
            new Cause("price", 0.010, 7, 0.25, "service"),
            new Cause("attitude", 0.004, 18, 0.85, "service"),
            new Cause("use", 0.018, 2.5, 0.02, "service"),
            new Cause("other", 0.008, 8, 0.08, "service"));

    private static final Map<String, Double> ANSWER_HOURS =
            Map.of("phone", 0.1, "chat", 0.25, "email", 7.0, "store", 0.06, "social", 2.2);

    /** Numbers of orders: a customer's sales and refunds first, then the walk-in orders drawn beside them. */
    private static final int NUMBERS_PER_CUSTOMER = 256;

    private static final int FIRST_WALK_IN = 224;
    private static final int HOUR = 3600;

    /** The share of customers that are companies. */
    private static final double COMPANIES = 0.04;

    final long seed;
    final DemoCalendar calendar;

    /** When the company is open: as a new company is, in its zone. */
    final BusinessCalendar businessHours = new BusinessCalendar(OpeningHours.USUAL, DemoCalendar.ZONE);

    final DemoMaterial material;
    final List<Agent> agents;
    final List<Agent> sellers;

    DemoWorld(long seed, DemoCalendar calendar) {
        this.seed = seed;
        this.calendar = calendar;
        material = new DemoMaterial(seed, MATERIAL);
        Dice dice = new Dice(seed, AGENTS, 0);
        Set<String> taken = new TreeSet<>();
        List<Agent> service = new ArrayList<>();
        for (String team : List.of("service", "quality", "delivery", "store")) {
            for (String department : DemoMaterial.part(material.people.teams(), team)) {
                for (int i = 0; i < 4; i++) {
                    service.add(agent(dice, taken, department));
                }
            }
        }
        agents = List.copyOf(service);
        List<Agent> sales = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            sales.add(agent(dice, taken, "客户经营部"));
        }
        sellers = List.copyOf(sales);
    }

    /** Returns an id of that many digits for the index; ids are distinct and do not tell the order they were made in. */
    static String scrambled(long index, int digits) {
        long modulus = 1;
        for (int i = 0; i < digits; i++) {
            modulus *= 10;
        }
        // A multiplier without the factors 2 and 5 maps the numbers below a power of ten one to one.
        long id = Math.floorMod(index * 618_033_989L + 271_828_183L, modulus);
        return String.valueOf(modulus + id).substring(1);
    }

    /** The most customers whose orders can all be numbered. */
    static long mostCustomers() {
        return 1_000_000_000L / NUMBERS_PER_CUSTOMER;
    }

    /** Whether the customer of that index is a company: the first thing that is drawn about a customer. */
    boolean isCompany(long index) {
        return new Dice(seed, LIFE, index).chance(COMPANIES);
    }

    /** Returns what the customer of that index did and what was done for them. */
    DemoLife life(long index) {
        return new Simulation(index).run();
    }

    /** Shop orders of people the company does not know, drawn beside a customer of that index. */
    List<Order> walkIns(long index) {
        Dice dice = new Dice(seed, WALK_IN, index);
        List<Order> orders = new ArrayList<>();
        int count = Math.min(8, dice.poisson(0.68));
        for (int i = 0; i < count; i++) {
            int day = calendar.dayAfterSales(dice.unit() * calendar.days());
            Place place = dice.pick(material.shopPlaces);
            List<Line> lines = basket(dice, day, false, null);
            Order order = new Order(
                    number(index, FIRST_WALK_IN + 2 * i, day),
                    false,
                    "completed",
                    calendar.at(day, DemoCalendar.shopSecond(dice)),
                    "store",
                    place,
                    dice.pick(Objects.requireNonNull(place.stores())),
                    lines,
                    false);
            orders.add(order);
            if (dice.chance(0.02)) {
                refund(dice, order, number(index, FIRST_WALK_IN + 2 * i + 1, day), orders);
            }
        }
        return orders;
    }

    private Agent agent(Dice dice, Set<String> taken, String department) {
        String name = material.personName(dice, dice.chance(0.6)).full();
        while (!taken.add(name)) {
            name = material.personName(dice, dice.chance(0.6)).full();
        }
        return new Agent(name, department, dice.around(1, 0.3));
    }

    private String number(long index, int sequence, int day) {
        var date = calendar.date(day);
        long digits = date.getYear() * 10_000L + date.getMonthValue() * 100L + date.getDayOfMonth();
        return digits + scrambled(index * NUMBERS_PER_CUSTOMER + sequence, 9);
    }

    /** What one order holds. {@code favourites} are the categories the customer likes; null for those we do not know. */
    private List<Line> basket(Dice dice, int day, boolean company, @Nullable List<Category> favourites) {
        int wanted = 1 + Math.min(6, dice.poisson(1.05));
        List<Line> lines = new ArrayList<>(wanted + 1);
        double discount = calendar.discount(day);
        for (int i = 0; i < wanted; i++) {
            Product product = product(dice, day, favourites);
            addLine(dice, lines, product, discount, company);
            List<Product> companions = material.companions.get(product.item());
            if (companions != null && dice.chance(0.3)) {
                addLine(dice, lines, dice.pick(companions), discount, company);
            }
        }
        return lines;
    }

    private Product product(Dice dice, int day, @Nullable List<Category> favourites) {
        // Before the Spring Festival people buy presents.
        if (calendar.giftSeason(day) && dice.chance(0.3)) {
            return material.categories.items().getLast().products().pick(dice);
        }
        Category category = favourites != null && dice.chance(0.62)
                ? favourites.get(dice.weighted(3, 2, 1))
                : material.categories.pick(dice);
        return category.products().pick(dice);
    }

    private static void addLine(Dice dice, List<Line> lines, Product product, double discount, boolean company) {
        for (Line line : lines) {
            if (line.product().sku().equals(product.sku())) {
                return;
            }
        }
        int quantity = 1 + dice.poisson(product.cents() < 6_000 ? 0.5 : 0.08);
        if (company) {
            quantity += dice.poisson(product.cents() < 30_000 ? 5 : 1.2);
        }
        double off = dice.chance(0.75) ? discount : Math.max(discount, 0.05 * dice.below(4));
        long price = Math.max(100, StrictMath.round(product.cents() * (1 - off) / 10) * 10);
        lines.add(new Line(product, quantity, price));
    }

    private void refund(Dice dice, Order order, String number, List<Order> orders) {
        long at = order.at() + dice.between(2L * DemoCalendar.DAY, 14L * DemoCalendar.DAY);
        if (at >= calendar.end()) {
            return;
        }
        boolean whole = dice.chance(0.5);
        List<Line> returned = (whole ? order.lines() : List.of(dice.pick(order.lines())))
                .stream()
                        .map(line -> new Line(line.product(), -line.quantity(), line.price()))
                        .toList();
        orders.add(new Order(
                "R" + number, true, "completed", at, order.channel(), order.place(), order.store(), returned, false));
    }

    /** One run of one life. */
    private final class Simulation {

        private final long index;
        private final Dice dice;
        private final boolean company;
        private final Place place;
        private final Source source;
        private final int joinedOn;
        private final long joinedAt;
        private final List<Category> favourites;
        private final double[] channels;

        /** What the customer is like, and what was experienced of late. */
        private final double temper;

        private double recent;
        private int sequence;
        private final List<Order> orders = new ArrayList<>();
        private final List<Ticket> tickets = new ArrayList<>();
        private final List<Answer> answers = new ArrayList<>();
        private final List<Impression> impressions = new ArrayList<>();

        /** What a purchase, with the service it needed, left behind. */
        private record Impression(Order order, double mood) {}

        Simulation(long index) {
            this.index = index;
            dice = new Dice(seed, LIFE, index);
            company = dice.chance(COMPANIES);
            Place home = material.places.pick(dice);
            joinedOn = calendar.dayOfJoining(dice);
            double age = (double) joinedOn / calendar.days();
            double[] weights = new double[SOURCES.size()];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = SOURCES.get(i).early()
                        + age * (SOURCES.get(i).late() - SOURCES.get(i).early());
            }
            source = SOURCES.get(dice.weighted(weights));
            boolean inShop = source.name().equals("store");
            place = inShop && home.stores() == null ? dice.pick(material.shopPlaces) : home;
            joinedAt = calendar.at(joinedOn, inShop ? DemoCalendar.shopSecond(dice) : DemoCalendar.onlineSecond(dice));
            favourites = List.of(
                    material.categories.pick(dice), material.categories.pick(dice), material.categories.pick(dice));
            double shop = place.stores() == null ? 0 : inShop ? 0.7 : 0.15;
            channels = new double[] {0.44 * (1 - shop), 0.5 * (1 - shop), shop, company ? 0.4 : 0.025, 0.015};
            temper = 0.55 * dice.normal();
        }

        DemoLife run() {
            // People of large cities buy more often.
            double region = 0.85 + 0.03 * place.weight();
            double rate = dice.gamma(0.9) * 10 / 365 * source.rate() * region * (company ? 1.3 : 1);
            double leaving = dice.beta(0.9, 4.5);
            double leavingOdds = leaving / (1 - leaving) * source.leaving();
            int day = joinedOn;
            double clock = calendar.salesBefore(joinedOn) + dice.unit() * calendar.sales(joinedOn);
            if (!dice.chance(0.78)) {
                // Those who join without buying buy later, some of them never.
                clock += (dice.chance(0.35) ? 10_000 : 30) * dice.exponential();
                day = calendar.dayAfterSales(clock);
            }
            while (day < calendar.days() && sequence < FIRST_WALK_IN - 2) {
                buy(day);
                if (dice.chance(1 / (1 + StrictMath.exp(0.9 * mood()) / leavingOdds))) {
                    break;
                }
                clock += dice.exponential() / rate;
                day = calendar.dayAfterSales(clock);
            }
            long spent =
                    orders.stream().filter(Order::sold).mapToLong(Order::amount).sum();
            askQuarterly();
            orders.sort(Comparator.comparingLong(Order::at));
            answers.sort(Comparator.comparingLong(Answer::at));
            return new DemoLife(
                    index,
                    "C" + (10_000_001 + index),
                    company,
                    place,
                    source.name(),
                    joinedAt,
                    spent,
                    orders,
                    tickets,
                    answers);
        }

        private double mood() {
            return temper + recent;
        }

        private void feel(double change) {
            recent = 0.6 * recent + change;
        }

        private void buy(int day) {
            String channel = List.of("online", "app", "store", "phone", "other").get(dice.weighted(channels));
            boolean shop = channel.equals("store");
            long at = Math.max(
                    calendar.at(day, shop ? DemoCalendar.shopSecond(dice) : DemoCalendar.onlineSecond(dice)),
                    joinedAt + 60 + dice.below(900));
            if (at >= calendar.end()) {
                return;
            }
            Place to = shop || dice.chance(0.96) ? place : material.places.pick(dice);
            double parcelDays = shop ? 0 : dice.around(2.3, 0.35);
            if (!shop && calendar.incident(day) && to.code().startsWith(INCIDENT_PROVINCE)) {
                parcelDays += 5 + 4 * dice.exponential();
            }
            long received = at + (long) (parcelDays * DemoCalendar.DAY);
            String status = status(shop, at, received);
            boolean sold = !status.equals("cancelled") && !status.equals("pending");
            List<Line> lines = basket(dice, day, company, favourites);
            Product faulty = null;
            for (Line line : lines) {
                if (dice.chance(line.product().faults())) {
                    faulty = line.product();
                }
            }
            boolean late = parcelDays > 6;
            double experience = (shop ? 0.25 : 0.2 - 0.26 * Math.max(0, parcelDays - 3))
                    + 0.4 * dice.normal()
                    - (faulty == null ? 0 : 0.9);
            if (sold) {
                feel(experience);
            }
            Order order = new Order(
                    number(index, sequence++, calendar.dayOf(at)),
                    false,
                    status,
                    at,
                    channel,
                    to,
                    shop ? dice.pick(Objects.requireNonNull(place.stores())) : null,
                    lines,
                    late);
            orders.add(order);
            if (!sold) {
                return;
            }
            if (status.equals("completed") && dice.chance(0.09)) {
                answer(
                        "csat",
                        score(4.3 + 1.1 * experience + 0.4 * temper + 0.5 * dice.normal(), 1, 5),
                        received + dice.between(HOUR, 3L * DemoCalendar.DAY),
                        order,
                        null,
                        lines.getFirst().product(),
                        topicOf(late, faulty, shop));
            }
            ask(order, faulty, late, received);
            impressions.add(new Impression(order, mood()));
            if (status.equals("completed") && dice.chance(0.022 + (faulty == null ? 0 : 0.22) + (late ? 0.06 : 0))) {
                refund(dice, order, number(index, sequence++, day), orders);
            }
        }

        private String topicOf(boolean late, @Nullable Product faulty, boolean shop) {
            if (late) {
                return "delivery";
            }
            if (faulty != null) {
                return "product";
            }
            return List.of("product", "delivery", "price", "attitude", "other")
                    .get(dice.weighted(5, shop ? 0 : 3, 2, shop ? 3 : 1, 1));
        }

        private String status(boolean shop, long at, long received) {
            if (shop) {
                return "completed";
            }
            long untilEnd = calendar.end() - at;
            if (dice.chance(0.035)) {
                return "cancelled";
            }
            if (untilEnd < 2L * DemoCalendar.DAY && dice.chance(0.3)) {
                return "pending";
            }
            if (untilEnd < DemoCalendar.DAY) {
                return "paid";
            }
            return received < calendar.end() ? "completed" : "shipped";
        }

        /** The customer may write to the company about the order. */
        private void ask(Order order, @Nullable Product faulty, boolean late, long received) {
            for (Cause cause : CAUSES) {
                double chance = switch (cause.topic()) {
                    case "product" -> cause.share() + (faulty == null ? 0 : 0.5);
                    case "delivery" -> order.store() != null ? 0 : cause.share() + (late ? 0.55 : 0);
                    case "price" -> cause.share() * (order.amount() > 30_000 ? 2 : 1);
                    default -> cause.share();
                };
                if (!dice.chance(chance)) {
                    continue;
                }
                Product product = faulty == null ? order.lines().getFirst().product() : faulty;
                long opened = cause.topic().equals("delivery")
                        ? order.at()
                                + dice.between(
                                        3L * DemoCalendar.DAY, Math.max(4L * DemoCalendar.DAY, received - order.at()))
                        : received + dice.between(HOUR, 6L * DemoCalendar.DAY);
                if (opened < calendar.end()) {
                    serve(order, cause, product, opened, late);
                }
                return;
            }
        }

        private void serve(Order order, Cause cause, Product product, long opened, boolean late) {
            boolean shop = order.store() != null && dice.chance(0.5);
            String channel =
                    shop ? "store" : List.of("chat", "phone", "email", "social").get(dice.weighted(50, 32, 7, 11));
            String team = shop ? "store" : cause.team();
            List<String> departments = DemoMaterial.part(material.people.teams(), team);
            List<Agent> free = agents.stream()
                    .filter(agent -> departments.contains(agent.department()))
                    .toList();
            Agent agent = dice.pick(free);
            int day = calendar.dayOf(opened);
            // Parcels of the incident keep the delivery team busy for everybody; promotions keep all of them busy.
            double load = (0.6 + 0.4 * Math.min(3, calendar.sales(day)))
                    * (calendar.incident(day) && team.equals("delivery") ? 2.2 : 1);
            boolean complaint = dice.chance(late ? 0.6 : cause.complaint());
            double wait = dice.around(Objects.requireNonNull(ANSWER_HOURS.get(channel)) * load * agent.slowness(), 0.7);
            int hour = (int) ((opened - calendar.start()) / HOUR % 24);
            if (!channel.equals("phone") && (hour < 8 || hour >= 22)) {
                wait += dice.between(HOUR, 9L * HOUR) / (double) HOUR;
            }
            double work = dice.around(cause.hours() * load * agent.slowness() * (complaint ? 1.25 : 1), 0.75);
            long answered = opened + Math.max(20, (long) (wait * HOUR));
            long solved = answered + Math.max(60, (long) (work * HOUR));
            boolean reopened = dice.chance(0.03 + (work > 60 ? 0.12 : 0));
            double feeling = 0.75
                    - 0.5 * StrictMath.log(1 + (solved - opened) / (10.0 * HOUR))
                    - (wait > 3 ? 0.25 : 0)
                    - (reopened ? 0.5 : 0)
                    - (cause.topic().equals("attitude") ? 0.5 : 0)
                    - (late ? 0.5 : 0)
                    + 0.35 * dice.normal();
            feel(feeling - (complaint ? 0.35 : 0.1));
            boolean over = solved < calendar.end();
            Ticket ticket = new Ticket(
                    "T" + scrambled(index * NUMBERS_PER_CUSTOMER + tickets.size(), 9),
                    order,
                    product,
                    cause.topic(),
                    complaint,
                    List.of("low", "normal", "high", "urgent")
                            .get(complaint ? dice.weighted(0, 3, 5, 2) : dice.weighted(3, 8, 1, 0)),
                    over
                            ? (solved + 7L * DemoCalendar.DAY < calendar.end() && dice.chance(0.85)
                                    ? "closed"
                                    : "solved")
                            : answered < calendar.end() ? "answered" : "open",
                    channel,
                    opened,
                    answered < calendar.end() ? answered : 0,
                    over ? solved : 0,
                    over && reopened,
                    agent,
                    feeling);
            tickets.add(ticket);
            if (over && dice.chance(0.42)) {
                answer(
                        "csat",
                        score(3.8 + 1.3 * feeling + 0.4 * temper + 0.6 * dice.normal(), 1, 5),
                        solved + dice.between(HOUR, 2L * DemoCalendar.DAY),
                        order,
                        ticket,
                        product,
                        cause.topic());
            }
        }

        /** Each quarter the company asks a part of those who bought in the last half year whether they would recommend it. */
        private void askQuarterly() {
            for (int day = 85; day < calendar.days(); day += 91) {
                long now = calendar.at(day, 9 * HOUR);
                Impression last = null;
                for (Impression impression : impressions) {
                    long at = impression.order().at();
                    if (at < now && at > now - 180L * DemoCalendar.DAY) {
                        last = impression;
                    }
                }
                if (last == null || !dice.chance(0.24)) {
                    continue;
                }
                Order order = last.order();
                answer(
                        "nps",
                        score(7.7 + 1.6 * last.mood() + 1.2 * dice.normal(), 0, 10),
                        now + dice.between(0, 6L * DemoCalendar.DAY),
                        null,
                        null,
                        order.lines().getFirst().product(),
                        topicOf(order.late(), null, order.store() != null));
            }
        }

        private void answer(
                String kind,
                int score,
                long at,
                @Nullable Order order,
                @Nullable Ticket ticket,
                Product product,
                String topic) {
            if (at < calendar.end()) {
                answers.add(new Answer(kind, score, at, order, ticket, product, topic));
            }
        }

        private static int score(double value, int least, int most) {
            return (int) Math.clamp(StrictMath.round(value), (long) least, (long) most);
        }
    }
}
