package org.zhike.packs;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhike.packs.DemoLife.Agent;
import org.zhike.packs.DemoLife.Answer;
import org.zhike.packs.DemoLife.Line;
import org.zhike.packs.DemoLife.Order;
import org.zhike.packs.DemoLife.Ticket;
import org.zhike.packs.DemoMaterial.Errand;
import org.zhike.packs.DemoMaterial.PersonName;
import org.zhike.packs.DemoMaterial.Place;
import org.zhike.packs.DemoMaterial.Product;
import org.zhike.packs.DemoMaterial.Talk;
import org.zhike.packs.DemoMaterial.Topic;
import org.zhike.packs.DemoWorld.Source;

/** Writes the simulated company down as rows of the standard objects, with the names and texts that make them readable. */
final class DemoRows {

    private static final long DAY = DemoCalendar.DAY;

    /** What a customer must have spent, in fen, for each level. */
    private static final long SILVER = 120_000;

    private static final long GOLD = 400_000;
    private static final long DIAMOND = 1_200_000;

    private final DemoWorld world;
    private final DemoCalendar calendar;
    private final DemoMaterial material;

    DemoRows(DemoWorld world) {
        this.world = world;
        calendar = world.calendar;
        material = world.material;
    }

    /** Who the customer is, besides what they did. */
    record Profile(String name, @Nullable String mobile, DemoValues values) {}

    DemoRow customer(DemoLife life) {
        return profile(life).values().of("customer");
    }

    Profile profile(DemoLife life) {
        Dice dice = new Dice(world.seed, DemoWorld.PROFILE, life.index());
        DemoValues values = new DemoValues()
                .with("external_id", life.externalId())
                .with("kind", life.company() ? "company" : "person")
                .with("region", life.place().code())
                .with("level", level(life.spent()))
                .with("source", life.source())
                .with("joined_at", DemoValues.instant(life.joinedAt()))
                .with("note", dice.chance(0.05) ? dice.pick(material.people.notes()) : null);
        String mobile = dice.chance(0.96) ? mobile(dice, 2 * life.index()) : null;
        values.with("mobile", mobile);
        String name;
        if (life.company()) {
            var words = material.people.company();
            name = life.place().city()
                    + dice.pick(words.words())
                    + dice.pick(words.trades())
                    + dice.pick(words.forms());
            values.with("credit_code", creditCode(life))
                    .with("address", address(dice, life.place(), true))
                    .with("tags", dice.chance(0.4) ? List.of("企业团购") : null);
        } else {
            boolean female = dice.chance(0.58);
            PersonName person = material.personName(dice, female);
            name = person.full();
            double age = Math.clamp(dice.around(34, 0.28), 18, 78);
            long born = calendar.date(0).toEpochDay() - (long) (age * 365.25);
            values.with("gender", dice.chance(0.95) ? (female ? "female" : "male") : null)
                    .with("birth_date", dice.chance(0.82) ? LocalDate.ofEpochDay(born) : null)
                    .with("email", dice.chance(0.55) ? email(dice, person.pinyin()) : null)
                    .with("address", dice.chance(0.9) ? address(dice, life.place(), false) : null)
                    .with(
                            "occupation",
                            dice.chance(0.6)
                                    ? age < 22 ? "学生" : age > 60 ? "退休" : dice.pick(material.people.occupations())
                                    : null)
                    .with("income_band", dice.chance(0.5) ? income(dice, life.spent()) : null)
                    .with("tags", dice.chance(0.35) ? tags(dice) : null);
        }
        return new Profile(name, mobile, values.with("name", name));
    }

    /** The people of a company customer. */
    void contacts(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.CONTACT, life.index());
        int count = 1 + dice.poisson(0.7);
        for (int i = 0; i < Math.min(3, count); i++) {
            boolean female = dice.chance(0.55);
            PersonName person = material.personName(dice, female);
            String mobile = mobile(dice, 2 * (life.index() * 3 + i) + 1);
            rows.accept(new DemoValues()
                    .with("external_id", "P" + (10_000_001 + life.index() * 3 + i))
                    .with("customer", "external_id", life.externalId())
                    .with("name", person.full())
                    .with("position", dice.pick(material.people.positions()))
                    .with("mobile", mobile)
                    .with("email", dice.chance(0.7) ? email(dice, person.pinyin()) : null)
                    .with("wechat", dice.chance(0.6) ? person.pinyin() + "_" + mobile.substring(7) : null)
                    .with("main", i == 0)
                    .with("note", dice.chance(0.1) ? dice.pick(material.people.notes()) : null)
                    .of("contact"));
        }
    }

    void products(Consumer<DemoRow> rows) {
        for (Product product : material.products) {
            rows.accept(new DemoValues()
                    .with("sku", product.sku())
                    .with("name", product.name())
                    .with("category", product.category())
                    .with("brand", product.brand())
                    .with("unit", product.unit())
                    .with("price", DemoValues.money(product.cents()))
                    .with("cost", DemoValues.money(product.costCents()))
                    .with("active", product.active())
                    .of("product"));
        }
    }

    DemoRow order(@Nullable DemoLife life, Order order) {
        return new DemoValues()
                .with("number", order.number())
                .with("customer", "external_id", life == null ? null : life.externalId())
                .with("kind", order.refund() ? "refund" : "sale")
                .with("status", order.status())
                .with("ordered_at", DemoValues.instant(order.at()))
                .with("amount", DemoValues.money(order.amount()))
                .with("channel", order.channel())
                .with("region", order.place().code())
                .with("store", order.store())
                .with("note", order.late() ? "到货超过承诺时间，已向客户致歉。" : null)
                .of("order");
    }

    void items(Order order, Consumer<DemoRow> rows) {
        int number = 1;
        for (Line line : order.lines()) {
            rows.accept(new DemoValues()
                    .with("order", "number", order.number())
                    .with("line", BigDecimal.valueOf(number++))
                    .with("product", "sku", line.product().sku())
                    .with("description", line.product().name())
                    .with("quantity", BigDecimal.valueOf(line.quantity()))
                    .with("price", DemoValues.money(line.price()))
                    .with("amount", DemoValues.money(line.amount()))
                    .of("order_item"));
        }
    }

    void tickets(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.TICKET_TEXT, life.index());
        for (Ticket ticket : life.tickets()) {
            Topic topic = DemoMaterial.part(material.words.tickets().topics(), ticket.topic());
            DemoMaterial.Case problem = dice.pick(topic.cases());
            String description = dice.pick(material.words.tickets().openings())
                    + problem.problem()
                    + "，"
                    + dice.pick(topic.wishes())
                    + "。";
            Duration pause = paused(dice, ticket);
            rows.accept(new DemoValues()
                    .with("number", ticket.number())
                    .with("customer", "external_id", life.externalId())
                    .with("order", "number", ticket.order().number())
                    .with("subject", fill(problem.subject(), ticket.product()))
                    .with("description", fill(description, ticket.product()))
                    .with("category", ticket.topic())
                    .with("complaint", ticket.complaint())
                    .with("priority", ticket.priority())
                    .with("status", ticket.status())
                    .with("channel", ticket.channel())
                    .with("opened_at", DemoValues.instant(ticket.openedAt()))
                    .with(
                            "first_answered_at",
                            ticket.answeredAt() == 0 ? null : DemoValues.instant(ticket.answeredAt()))
                    .with("solved_at", ticket.solvedAt() == 0 ? null : DemoValues.instant(ticket.solvedAt()))
                    .with("reopened", ticket.reopened())
                    .with("paused_hours", hours(pause))
                    .with("paused_business_hours", hours(open(ticket, pause)))
                    .with(
                            "agent",
                            ticket.answeredAt() == 0 ? null : ticket.agent().name())
                    .with("department", ticket.agent().department())
                    .of("ticket"));
        }
    }

    /** How long a solved ticket waited for the customer, for some. */
    private static @Nullable Duration paused(Dice dice, Ticket ticket) {
        double hours = (ticket.solvedAt() - ticket.answeredAt()) / 3600.0 * dice.unit() * 0.6;
        return ticket.solvedAt() == 0 || !dice.chance(0.2) ? null : Duration.ofSeconds(Math.round(hours * 100) * 36);
    }

    /** The part of a pause in which the company was open; it began with the answer. */
    private @Nullable Duration open(Ticket ticket, @Nullable Duration pause) {
        if (pause == null) {
            return null;
        }
        Instant from = DemoValues.instant(ticket.answeredAt());
        return world.businessHours
                .hours(from, from.plus(pause))
                .map(hours -> Duration.ofMinutes(Math.round(hours * 60)))
                .orElse(null);
    }

    private static @Nullable BigDecimal hours(@Nullable Duration duration) {
        return duration == null ? null : BigDecimal.valueOf(Math.round(duration.toSeconds() / 36.0), 2);
    }

    void answers(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.COMMENT, life.index());
        int sequence = 0;
        for (Answer answer : life.answers()) {
            boolean nps = answer.kind().equals("nps");
            int worst = nps ? 6 : 2;
            int best = nps ? 9 : 5;
            String mood = answer.score() <= worst ? "bad" : answer.score() >= best ? "good" : "neutral";
            boolean speaks = dice.chance(mood.equals("bad") ? 0.62 : mood.equals("good") ? 0.34 : 0.28);
            Order order = answer.order();
            Ticket ticket = answer.ticket();
            rows.accept(new DemoValues()
                    .with("external_id", "S" + DemoWorld.scrambled(life.index() * 512 + sequence++, 10))
                    .with("customer", "external_id", life.externalId())
                    .with("ticket", "number", ticket == null ? null : ticket.number())
                    .with("order", "number", order == null ? null : order.number())
                    .with("kind", answer.kind())
                    .with("scale", nps ? "0-10" : "1-5")
                    .with("score", BigDecimal.valueOf(answer.score()))
                    .with("comment", speaks ? material.comment(dice, mood, answer.topic(), answer.product()) : null)
                    .with("answered_at", DemoValues.instant(answer.at()))
                    .with("channel", dice.chance(0.7) ? "微信" : dice.chance(0.6) ? "短信" : "邮件")
                    .with("store", order == null ? null : order.store())
                    .of("survey_answer"));
        }
    }

    void interactions(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.INTERACTION, life.index());
        var notes = new InteractionWriter(life, dice, rows);
        Agent seller = dice.pick(world.sellers);
        for (Order order : life.orders()) {
            if (order.refund()) {
                continue;
            }
            Product product = order.lines().getFirst().product();
            long at = order.at();
            if (order.store() == null && dice.chance(0.45)) {
                notes.write("browse", "in", at - dice.between(600, 3 * DAY), product, null);
            }
            if (dice.chance(0.07)) {
                notes.write("chat", "in", at - dice.between(300, DAY), product, dice.pick(world.agents));
            }
            if (dice.chance(0.05)) {
                notes.write("like", "in", at + dice.between(DAY, 12 * DAY), product, null);
            }
            if (dice.chance(0.05)) {
                notes.write("comment", "in", at + dice.between(2 * DAY, 20 * DAY), product, null);
            }
            if (dice.chance(0.03)) {
                notes.write("share", "in", at + dice.between(DAY, 15 * DAY), product, null);
            }
            if (dice.chance(life.spent() >= GOLD ? 0.14 : 0.04)) {
                notes.write("call", "out", office(dice, at + dice.between(4 * DAY, 15 * DAY)), product, seller);
            }
            if (dice.chance(0.12)) {
                notes.write("chat", "out", office(dice, at + dice.between(15 * DAY, 60 * DAY)), product, seller);
            }
        }
        for (Ticket ticket : life.tickets()) {
            if (ticket.channel().equals("phone")) {
                notes.write("call", "in", ticket.openedAt(), ticket.product(), ticket.agent());
            }
        }
        if (life.company()) {
            Product product = dice.pick(material.products);
            for (long at = life.joinedAt() + dice.between(5 * DAY, 60 * DAY);
                    at < calendar.end();
                    at += dice.between(45 * DAY, 140 * DAY)) {
                notes.write("visit", "out", office(dice, at), product, seller);
                if (dice.chance(0.6)) {
                    notes.write("email", "out", office(dice, at + dice.between(DAY, 4 * DAY)), product, seller);
                }
                if (dice.chance(0.35)) {
                    notes.write("email", "in", office(dice, at + dice.between(5 * DAY, 20 * DAY)), product, seller);
                }
            }
        }
    }

    private final class InteractionWriter {

        private final DemoLife life;
        private final Dice dice;
        private final Consumer<DemoRow> rows;
        private int sequence;

        InteractionWriter(DemoLife life, Dice dice, Consumer<DemoRow> rows) {
            this.life = life;
            this.dice = dice;
            this.rows = rows;
        }

        void write(String kind, String direction, long at, Product product, @Nullable Agent agent) {
            if (at < calendar.start() || at >= calendar.end()) {
                return;
            }
            Talk talk = DemoMaterial.part(DemoMaterial.part(material.words.interactions(), kind), direction);
            rows.accept(new DemoValues()
                    .with("external_id", "H" + DemoWorld.scrambled(life.index() * 4096 + sequence++, 11))
                    .with("customer", "external_id", life.externalId())
                    .with("kind", kind)
                    .with("direction", direction)
                    .with("happened_at", DemoValues.instant(at))
                    .with("subject", dice.pick(talk.subjects()))
                    .with(
                            "content",
                            kind.equals("like") || dice.chance(0.85) ? fill(dice.pick(talk.contents()), product) : null)
                    .with("agent", agent == null ? null : agent.name())
                    .of("interaction"));
        }
    }

    void tasks(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.TASK, life.index());
        for (Answer answer : life.answers()) {
            if (answer.kind().equals("nps") && answer.score() <= 6 && dice.chance(0.5)) {
                rows.accept(task(
                        dice,
                        life,
                        "detractor",
                        answer.score() <= 3 ? "high" : "normal",
                        calendar.dayOf(answer.at()) + 3,
                        Map.of("{score}", String.valueOf(answer.score()))));
            }
        }
        List<Order> orders = life.orders();
        if (!orders.isEmpty()) {
            Order first = orders.getFirst();
            int firstDay = calendar.dayOf(first.at());
            String product = first.lines().getFirst().product().item();
            if (dice.chance(firstDay > calendar.days() - 30 ? 0.25 : 0.03)) {
                rows.accept(task(dice, life, "welcome", "normal", firstDay + 5, Map.of("{product}", product)));
            }
            Order last = orders.getLast();
            int silent = calendar.days() - calendar.dayOf(last.at());
            if (life.spent() >= SILVER && silent > 120 && silent < 400 && dice.chance(0.3)) {
                int due = calendar.days() - 20 + dice.below(34);
                rows.accept(task(
                        dice,
                        life,
                        "win_back",
                        life.spent() >= GOLD ? "high" : "normal",
                        due,
                        Map.of(
                                "{days}",
                                String.valueOf(silent),
                                "{product}",
                                last.lines().getFirst().product().item())));
            }
            if (life.company()) {
                for (int day = firstDay + 60; day < calendar.days() + 14; day += 90) {
                    rows.accept(task(dice, life, "visit", "normal", day, Map.of("{product}", product)));
                }
            }
        }
    }

    private DemoRow task(
            Dice dice, DemoLife life, String kind, String priority, int dueDay, Map<String, String> words) {
        Errand errand = DemoMaterial.part(material.words.tasks(), kind);
        String description = dice.pick(errand.descriptions());
        for (var word : words.entrySet()) {
            description = description.replace(word.getKey(), word.getValue());
        }
        int doneDay = dueDay - 2 + dice.below(5);
        boolean past = doneDay < calendar.days();
        String status = past
                ? List.of("done", "dropped", "open").get(dice.weighted(84, 8, 8))
                : dice.chance(0.3) ? "doing" : "open";
        return new DemoValues()
                .with("title", dice.pick(errand.titles()))
                .with("customer", "external_id", life.externalId())
                .with("description", description)
                .with("status", status)
                .with("priority", priority)
                .with("assignee", dice.pick(world.sellers).name())
                .with("due_on", calendar.date(dueDay))
                .with(
                        "done_at",
                        status.equals("done")
                                ? DemoValues.instant(calendar.at(doneDay, DemoCalendar.officeSecond(dice)))
                                : null)
                .of("task");
    }

    /** What each channel cost each month, in proportion to the customers it brings a company of that size. */
    void costs(long customers, Consumer<DemoRow> rows) {
        int first = 0;
        for (int month = 0; first < calendar.days(); month++) {
            LocalDate start = calendar.date(first);
            int next = first;
            double share = 0;
            while (next < calendar.days() && calendar.date(next).getMonth() == start.getMonth()) {
                share += calendar.shareJoining(next++);
            }
            double age = (double) first / calendar.days();
            for (int i = 0; i < DemoWorld.SOURCES.size(); i++) {
                Dice dice = new Dice(world.seed, DemoWorld.COST, month * 16L + i);
                Source source = DemoWorld.SOURCES.get(i);
                double weight = source.early() + age * (source.late() - source.early());
                double sum = customers * share * weight * source.cost() * dice.around(1, 0.12);
                for (String kind : kinds(source.name())) {
                    double part = kind.equals("wages")
                            ? 0.3
                            : kind.equals("tools") ? 0.1 : kind.equals("promotion") ? 0.35 : 1;
                    long cents = Math.max(10_000, StrictMath.round(sum * part / 100) * 100);
                    rows.accept(new DemoValues()
                            .with(
                                    "external_id",
                                    "M"
                                            + (100 * start.getYear() + start.getMonthValue())
                                            + (i + 1)
                                            + kind.substring(0, 2).toUpperCase(Locale.ROOT))
                            .with("spent_on", calendar.date(first + dice.below(next - first)))
                            .with("channel", source.name())
                            .with("kind", kind)
                            .with("amount", DemoValues.money(cents))
                            .with(
                                    "campaign",
                                    kind.equals("advertising") || kind.equals("promotion")
                                            ? start.getMonthValue()
                                                    + "月"
                                                    + dice.pick(DemoMaterial.part(
                                                            material.words.campaigns(), source.name()))
                                            : null)
                            .of("marketing_cost"));
                }
            }
            first = next;
        }
    }

    private static List<String> kinds(String source) {
        return switch (source) {
            case "advertising", "search" -> List.of("advertising", "tools");
            case "social" -> List.of("advertising", "promotion", "wages");
            case "store" -> List.of("promotion", "wages");
            case "event" -> List.of("promotion", "other");
            default -> List.of("promotion");
        };
    }

    private static String level(long spent) {
        if (spent >= DIAMOND) {
            return "diamond";
        }
        if (spent >= GOLD) {
            return "gold";
        }
        return spent >= SILVER ? "silver" : "basic";
    }

    private static String income(Dice dice, long spent) {
        return List.of("low", "middle", "high").get(spent > GOLD ? dice.weighted(1, 5, 4) : dice.weighted(4, 5, 1));
    }

    private List<String> tags(Dice dice) {
        List<String> all = material.people.tags();
        String first = dice.pick(all);
        String second = dice.pick(all);
        return first.equals(second) || dice.chance(0.6) ? List.of(first) : List.of(first, second);
    }

    private String mobile(Dice dice, long index) {
        return dice.pick(material.people.mobile()) + DemoWorld.scrambled(index, 8);
    }

    private String email(Dice dice, String pinyin) {
        return pinyin + (60 + dice.below(940)) + "@" + dice.pick(material.people.email());
    }

    private String address(Dice dice, Place place, boolean office) {
        StringBuilder address = new StringBuilder(place.name())
                .append(dice.pick(place.districts()))
                .append(dice.pick(material.people.roads()))
                .append(1 + dice.below(380))
                .append("号");
        if (office) {
            address.append(dice.pick(material.people.offices()));
        } else {
            address.append(dice.pick(material.people.estates()))
                    .append(1 + dice.below(24))
                    .append("栋")
                    .append(1 + dice.below(4))
                    .append("单元");
        }
        int floor = 1 + dice.below(28);
        return address.append(100 * floor + 1 + dice.below(6)).append("室").toString();
    }

    /** A unified social credit code with right check characters (GB 11714 and GB 32100). */
    private static String creditCode(DemoLife life) {
        String signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        int[] organisationWeights = {3, 7, 9, 10, 5, 8, 4, 2};
        String organisation = DemoWorld.scrambled(life.index(), 8);
        int sum = 0;
        for (int i = 0; i < 8; i++) {
            sum += (organisation.charAt(i) - '0') * organisationWeights[i];
        }
        int check = 11 - sum % 11;
        String body = "91"
                + life.place().code().substring(3)
                + organisation
                + (check == 10 ? "X" : check == 11 ? "0" : String.valueOf(check));
        int total = 0;
        int weight = 1;
        for (int i = 0; i < body.length(); i++) {
            total += signs.indexOf(body.charAt(i)) * weight;
            weight = weight * 3 % 31;
        }
        return body + signs.charAt((31 - total % 31) % 31);
    }

    /** The time moved to a working hour of its day. */
    private long office(Dice dice, long time) {
        return calendar.at(calendar.dayOf(time), DemoCalendar.officeSecond(dice));
    }

    private static String fill(String text, Product product) {
        return text.replace("{product}", product.item());
    }
}
