package org.zhike.packs;

import static org.zhike.packs.DemoValues.instant;
import static org.zhike.packs.DemoValues.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Consumer;
import org.zhike.packs.DemoLife.Answer;
import org.zhike.packs.DemoLife.Order;
import org.zhike.packs.DemoMaterial.Product;

/** What the company does to be bought again: campaigns with a control group, points, recommendations; what it hears and expects. */
final class DemoMarketing {

    private static final int DAY = DemoCalendar.DAY;

    /** A campaign so many days before the end, and what it adds to the chance that a customer buys. */
    private record Campaign(String name, int daysBeforeEnd, double lift) {}

    private static final List<Campaign> CAMPAIGNS = List.of(
            new Campaign("夏季焕新", 420, 0.035),
            new Campaign("会员日", 300, 0.055),
            new Campaign("老客回访", 180, 0.005),
            new Campaign("换季上新", 70, 0.03));

    private static final int CAMPAIGN_DAYS = 14;

    private final DemoWorld world;
    private final DemoCalendar calendar;

    DemoMarketing(DemoWorld world) {
        this.world = world;
        calendar = world.calendar;
    }

    void members(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.CAMPAIGN, life.index());
        for (int i = 0; i < CAMPAIGNS.size(); i++) {
            Campaign campaign = CAMPAIGNS.get(i);
            long at = calendar.at(calendar.days() - campaign.daysBeforeEnd(), 9 * 3600);
            boolean treated = dice.chance(0.8);
            boolean reached = treated && dice.chance(0.88);
            boolean persuaded = reached && dice.chance(campaign.lift());
            long spends = (long) dice.around(16_000, 0.6);
            if (life.joinedAt() > at || !dice.chance(0.4)) {
                continue;
            }
            long bought = life.orders().stream()
                    .filter(order -> order.sold() && order.at() >= at && order.at() < at + (long) CAMPAIGN_DAYS * DAY)
                    .mapToLong(Order::amount)
                    .sum();
            boolean converted = bought > 0 || persuaded;
            rows.accept(new DemoValues()
                    .with("external_id", "K" + (i + 1) + DemoWorld.scrambled(life.index(), 9))
                    .with("campaign", campaign.name())
                    .with("customer", "external_id", life.externalId())
                    .with("arm", treated ? "treated" : "control")
                    .with("channel", i % 2 == 0 ? "sms" : "wechat")
                    .with("added_at", instant(at))
                    .with("reached", reached)
                    .with("converted", converted)
                    .with("revenue", converted ? money(bought > 0 ? bought : spends) : null)
                    .with("cost", treated ? money(i % 2 == 0 ? 6 : 2) : null)
                    .of("campaign_member"));
        }
    }

    /** A point for each yuan of larger orders, worth a fen, and what was redeemed later. */
    void points(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.POINTS, life.index());
        long balance = 0;
        int sequence = 0;
        for (Order order : life.orders()) {
            long points = order.amount() / 100;
            if (order.refund() || !order.sold() || points < 150) {
                continue;
            }
            rows.accept(entry(life, sequence++, "earn", points, order.at()));
            balance += points;
            long at = order.at() + dice.between(DAY, 60L * DAY);
            if (balance >= 300 && dice.chance(0.22) && at < calendar.end()) {
                rows.accept(entry(life, sequence++, "redeem", -(balance / 2), at));
                balance -= balance / 2;
            }
        }
    }

    private static DemoRow entry(DemoLife life, int sequence, String kind, long points, long at) {
        return new DemoValues()
                .with("external_id", "J" + DemoWorld.scrambled(life.index() * 512 + sequence, 10))
                .with("customer", "external_id", life.externalId())
                .with("kind", kind)
                .with("points", BigDecimal.valueOf(points))
                .with("value", money(points))
                .with("booked_at", instant(at))
                .of("points_entry");
    }

    void feedback(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.FEEDBACK, life.index());
        int sequence = 0;
        for (Answer answer : life.answers()) {
            boolean nps = answer.kind().equals("nps");
            String mood =
                    answer.score() <= (nps ? 6 : 2) ? "bad" : answer.score() >= (nps ? 9 : 5) ? "good" : "neutral";
            if (!dice.chance(mood.equals("bad") ? 0.5 : 0.2)) {
                continue;
            }
            rows.accept(new DemoValues()
                    .with("external_id", "F" + DemoWorld.scrambled(life.index() * 512 + sequence++, 10))
                    .with("customer", "external_id", life.externalId())
                    .with(
                            "channel",
                            List.of("review", "survey", "chat", "social").get(dice.weighted(5, 3, 1, 1)))
                    .with("topic", answer.topic())
                    .with("sentiment", mood.equals("bad") ? "negative" : mood.equals("good") ? "positive" : "neutral")
                    .with("text", world.material.comment(dice, mood, answer.topic(), answer.product()))
                    .with("received_at", instant(answer.at()))
                    .of("feedback"));
        }
    }

    /** Some personal ones meet what the customer buys next; popular ones do so by chance. */
    void recommendations(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.RECOMMENDATION, life.index());
        List<Order> orders = life.orders();
        int sequence = 0;
        for (int i = 0; i < orders.size(); i++) {
            Order order = orders.get(i);
            if (!dice.chance(0.2) || order.refund()) {
                continue;
            }
            boolean personal = dice.chance(0.6);
            Product next = i + 1 < orders.size()
                    ? orders.get(i + 1).lines().getFirst().product()
                    : dice.pick(world.material.products);
            Product shown = personal && dice.chance(0.25) ? next : dice.pick(world.material.products);
            rows.accept(new DemoValues()
                    .with("external_id", "R" + DemoWorld.scrambled(life.index() * 512 + sequence++, 10))
                    .with("customer", "external_id", life.externalId())
                    .with("product", "sku", shown.sku())
                    .with("method", personal ? "personal" : "popular")
                    .with("place", List.of("home", "cart", "message").get(dice.weighted(5, 3, 2)))
                    .with("shown_at", instant(order.at()))
                    .of("recommendation"));
        }
    }

    /** What a model would expect of each customer near the end. */
    void scores(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.SCORE, life.index());
        long at = calendar.at(calendar.days() - 10, 6 * 3600);
        if (life.joinedAt() > at || life.orders().isEmpty()) {
            return;
        }
        long silent = (at - life.orders().getLast().at()) / DAY;
        double stays = 1 / (1 + StrictMath.exp((silent - 120) / 45.0));
        rows.accept(score(life, "clv", at)
                .with("value", money((long) (stays * Math.max(0, life.spent()) * dice.around(0.5, 0.3))))
                .of("customer_score"));
        rows.accept(score(life, "churn", at)
                .with("probability", BigDecimal.valueOf(1 - stays).setScale(4, RoundingMode.HALF_UP))
                .of("customer_score"));
    }

    private static DemoValues score(DemoLife life, String model, long at) {
        return new DemoValues()
                .with("external_id", "P" + model.charAt(1) + DemoWorld.scrambled(life.index(), 9))
                .with("customer", "external_id", life.externalId())
                .with("model", model)
                .with("scored_at", instant(at));
    }

    /** The most popular products day by day: what was forecast, sold and left. */
    void stock(Consumer<DemoRow> rows) {
        List<Product> products = world.material.products.subList(0, Math.min(30, world.material.products.size()));
        for (int p = 0; p < products.size(); p++) {
            Dice dice = new Dice(world.seed, DemoWorld.STOCK, p);
            double mean = dice.around(9, 0.5);
            int left = 200;
            for (int day = Math.max(0, calendar.days() - 365); day < calendar.days(); day++) {
                double expected = mean * calendar.sales(day);
                int sold = Math.min(left, dice.poisson(Math.min(60, expected)));
                left = left - sold < 40 && dice.chance(0.3) ? left - sold + 220 : left - sold;
                rows.accept(new DemoValues()
                        .with("external_id", "D" + p + "-" + calendar.date(day))
                        .with("product", "sku", products.get(p).sku())
                        .with("day", calendar.date(day))
                        .with("on_hand", BigDecimal.valueOf(left))
                        .with(
                                "forecast",
                                BigDecimal.valueOf(expected * dice.around(1, 0.22))
                                        .setScale(2, RoundingMode.HALF_UP))
                        .with("sold", BigDecimal.valueOf(sold))
                        .of("stock_day"));
            }
        }
    }
}
