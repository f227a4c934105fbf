package org.zhike.packs;

import static org.zhike.packs.DemoValues.instant;
import static org.zhike.packs.DemoValues.money;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.zhike.packs.DemoLife.Agent;
import org.zhike.packs.DemoMaterial.Product;

/** The company's selling: leads, the deals of company customers stage by stage, contracts and targets. */
final class DemoSales {

    private static final int DAY = DemoCalendar.DAY;

    /** The stages of a deal and the chance to move on from each. */
    private static final List<String> STAGES = List.of("prospecting", "engaging", "proposal", "negotiation");

    private static final double[] MOVING_ON = {0.86, 0.74, 0.7, 0.62};
    private static final List<String> REASONS = List.of("价格过高", "选择竞争对手", "预算取消", "需求变化", "长期无回应");
    private static final List<String> TEAMS = List.of("华南组", "华东组");

    private final DemoWorld world;
    private final DemoCalendar calendar;

    DemoSales(DemoWorld world) {
        this.world = world;
        calendar = world.calendar;
    }

    /** The lead a customer was, for some, and others of the same days that came to nothing. */
    void leads(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.LEAD, life.index());
        int sequence = 0;
        if (life.company() || dice.chance(0.3)) {
            long at = Math.max(calendar.start(), life.joinedAt() - dice.between(DAY, 35L * DAY));
            if (at < life.joinedAt()) {
                rows.accept(lead(dice, life, sequence++, at, "converted")
                        .with("converted_at", instant(life.joinedAt()))
                        .with("customer", "external_id", life.externalId())
                        .of("lead"));
            }
        }
        for (int left = dice.poisson(0.8); left > 0; left--) {
            long at = dice.between(calendar.start(), calendar.end());
            boolean isNew = at > calendar.end() - 20L * DAY;
            String status = List.of("new", "contacted", "qualified", "lost")
                    .get(isNew ? dice.weighted(4, 3, 2, 1) : dice.weighted(1, 2, 2, 9));
            rows.accept(lead(dice, life, sequence++, at, status).of("lead"));
        }
    }

    private DemoValues lead(Dice dice, DemoLife life, int sequence, long at, String status) {
        var name = world.material.personName(dice, dice.chance(0.5));
        var words = world.material.people.company();
        return new DemoValues()
                .with("external_id", "L" + DemoWorld.scrambled(life.index() * 16 + sequence, 9))
                .with("name", name.full())
                .with(
                        "company",
                        life.company()
                                ? life.place().city() + dice.pick(words.words()) + dice.pick(words.trades())
                                : null)
                .with(
                        "phone",
                        dice.pick(world.material.people.mobile())
                                + DemoWorld.scrambled(life.index() * 16 + sequence, 8))
                .with(
                        "email",
                        dice.chance(0.3)
                                ? name.pinyin() + dice.below(1000) + "@" + dice.pick(world.material.people.email())
                                : null)
                .with(
                        "source",
                        status.equals("converted")
                                ? life.source()
                                : dice.pick(DemoWorld.SOURCES).name())
                .with("status", status)
                .with("score", BigDecimal.valueOf(status.equals("converted") ? 50 + dice.below(50) : dice.below(80)))
                .with("owner", dice.pick(world.sellers).name())
                .with("region", life.place().code())
                .with("received_at", instant(at));
    }

    /** A deal: when each stage was entered; the last is where it stands, or {@code won} or {@code lost}. */
    private record Deal(
            String number, Product product, Agent seller, long cents, List<Long> entered, String stage, long closedAt) {

        /** Whether it went on from the n-th stage; null when it is still there. */
        @Nullable Boolean movedOn(int stageIndex) {
            boolean isLast = stageIndex == entered.size() - 1;
            if (!isLast || stage.equals("won")) {
                return true;
            }
            return stage.equals("lost") ? false : null;
        }
    }

    private List<Deal> deals(DemoLife life) {
        List<Deal> deals = new ArrayList<>();
        if (!life.company()) {
            return deals;
        }
        Dice dice = new Dice(world.seed, DemoWorld.DEAL, life.index());
        for (int left = 1 + dice.poisson(3); left > 0; left--) {
            long at = dice.between(life.joinedAt(), calendar.end());
            List<Long> entered = new ArrayList<>();
            String stage = "";
            while (stage.isEmpty()) {
                entered.add(at);
                int index = entered.size() - 1;
                at += (long) (DAY * dice.around(index < 2 ? 5 : 9, 0.7));
                if (at >= calendar.end()) {
                    stage = STAGES.get(index);
                } else if (!dice.chance(MOVING_ON[index])) {
                    stage = "lost";
                } else if (index == STAGES.size() - 1) {
                    stage = "won";
                }
            }
            deals.add(new Deal(
                    "B" + DemoWorld.scrambled(life.index() * 64 + deals.size(), 9),
                    dice.pick(world.material.products),
                    dice.pick(world.sellers),
                    (long) dice.around(3_000_000, 0.8) / 100 * 100,
                    entered,
                    stage,
                    at));
        }
        return deals;
    }

    void opportunities(DemoLife life, Consumer<DemoRow> rows) {
        for (Deal deal : deals(life)) {
            boolean closed = deal.stage().equals("won") || deal.stage().equals("lost");
            Dice dice = new Dice(
                    world.seed,
                    DemoWorld.DEAL,
                    -1 - life.index() - deal.entered().getFirst());
            rows.accept(new DemoValues()
                    .with("external_id", deal.number())
                    .with("name", life.place().city() + deal.product().item() + "采购")
                    .with("customer", "external_id", life.externalId())
                    .with("product", "sku", deal.product().sku())
                    .with("stage", deal.stage())
                    .with("amount", money(deal.cents()))
                    .with("source", life.source())
                    .with("owner", deal.seller().name())
                    .with("team", team(deal.seller()))
                    .with("opened_at", instant(deal.entered().getFirst()))
                    .with("closed_at", closed ? instant(deal.closedAt()) : null)
                    .with("lost_reason", deal.stage().equals("lost") ? dice.pick(REASONS) : null)
                    .of("opportunity"));
        }
    }

    void stageEntries(DemoLife life, Consumer<DemoRow> rows) {
        for (Deal deal : deals(life)) {
            for (int i = 0; i < deal.entered().size(); i++) {
                boolean isLast = i == deal.entered().size() - 1;
                Boolean movedOn = deal.movedOn(i);
                rows.accept(new DemoValues()
                        .with("external_id", deal.number() + "-" + (i + 1))
                        .with("opportunity", "external_id", deal.number())
                        .with("stage", STAGES.get(i))
                        .with("entered_at", instant(deal.entered().get(i)))
                        .with(
                                "left_at",
                                movedOn == null
                                        ? null
                                        : instant(
                                                isLast
                                                        ? deal.closedAt()
                                                        : deal.entered().get(i + 1)))
                        .with("moved_on", movedOn)
                        .with("owner", deal.seller().name())
                        .of("stage_entry"));
            }
        }
    }

    /** Yearly contracts of companies and of some people, renewed rather by those who still buy. */
    void subscriptions(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.CONTRACT, life.index());
        if (!life.company() && !dice.chance(0.12)) {
            return;
        }
        LocalDate start = calendar.date(calendar.dayOf(life.joinedAt()));
        LocalDate last = calendar.date(calendar.days() - 1);
        for (int year = 0; !start.isAfter(last); year++) {
            LocalDate end = start.plusMonths(life.company() ? 12 : 6);
            long until = end.toEpochDay() * DAY;
            boolean buys =
                    life.orders().stream().anyMatch(order -> order.at() > until - 120L * DAY && order.at() < until);
            Boolean renewed = end.isAfter(last) ? null : dice.chance(buys ? 0.86 : 0.42);
            rows.accept(new DemoValues()
                    .with("number", "HT" + DemoWorld.scrambled(life.index() * 8 + year, 9))
                    .with("customer", "external_id", life.externalId())
                    .with("plan", life.company() ? "企业年度框架" : "会员半年卡")
                    .with("amount", money(life.company() ? 2_000_000 : 9_900))
                    .with("started_on", start)
                    .with("ends_on", end)
                    .with("renewed", renewed)
                    .with("channel", dice.chance(0.6) ? "线上" : "销售")
                    .of("subscription"));
            if (!Boolean.TRUE.equals(renewed)) {
                return;
            }
            start = end;
        }
    }

    void targets(Consumer<DemoRow> rows) {
        for (int s = 0; s < world.sellers.size(); s++) {
            Agent seller = world.sellers.get(s);
            Dice dice = new Dice(world.seed, DemoWorld.TARGET, s);
            double skill = dice.around(1, 0.12);
            LocalDate month = calendar.date(0).withDayOfMonth(1);
            for (int i = 0; month.isBefore(calendar.date(calendar.days() - 1)); i++, month = month.plusMonths(1)) {
                long target = 18_000_000 + i * 300_000L;
                rows.accept(new DemoValues()
                        .with("external_id", "T" + s + "-" + month)
                        .with("owner", seller.name())
                        .with("team", team(seller))
                        .with("month", month)
                        .with("target", money(target))
                        .with("achieved", money((long) (target * skill * dice.around(0.97, 0.15))))
                        .of("sales_target"));
            }
        }
    }

    private String team(Agent seller) {
        return TEAMS.get(world.sellers.indexOf(seller) % TEAMS.size());
    }
}
