package org.zhike.packs;

import static org.zhike.packs.DemoValues.instant;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.zhike.packs.DemoLife.Answer;
import org.zhike.packs.DemoLife.Order;
import org.zhike.packs.DemoLife.Ticket;

/** How the company serves: the clocks and steps of tickets, invitations to surveys, and the yearly index survey. */
final class DemoService {

    private static final long HOUR = 3600;
    private static final int DAY = DemoCalendar.DAY;
    private static final Map<String, Long> RESPONSE_HOURS = Map.of("urgent", 4L, "high", 8L, "normal", 24L, "low", 24L);
    private static final long RESOLUTION_HOURS = 72;

    /** The dimensions of the index survey and their weights. */
    private static final Map<String, Double> DIMENSIONS = new LinkedHashMap<>();

    static {
        DIMENSIONS.put("产品", 0.3);
        DIMENSIONS.put("服务", 0.25);
        DIMENSIONS.put("物流", 0.2);
        DIMENSIONS.put("价格", 0.15);
        DIMENSIONS.put("体验", 0.1);
    }

    private final DemoWorld world;
    private final DemoCalendar calendar;

    DemoService(DemoWorld world) {
        this.world = world;
        calendar = world.calendar;
    }

    void clocks(DemoLife life, Consumer<DemoRow> rows) {
        for (Ticket ticket : life.tickets()) {
            long hours = RESPONSE_HOURS.getOrDefault(ticket.priority(), 24L);
            rows.accept(clock(ticket, "first_response", "-F", ticket.openedAt() + hours * HOUR, ticket.answeredAt()));
            rows.accept(
                    clock(ticket, "resolution", "-R", ticket.openedAt() + RESOLUTION_HOURS * HOUR, ticket.solvedAt()));
        }
    }

    private DemoRow clock(Ticket ticket, String kind, String suffix, long due, long endedAt) {
        boolean open = endedAt == 0;
        return new DemoValues()
                .with("external_id", ticket.number() + suffix)
                .with("ticket", "number", ticket.number())
                .with("kind", kind)
                .with("started_at", instant(ticket.openedAt()))
                .with("due_at", instant(due))
                .with("ended_at", open ? null : instant(endedAt))
                .with("met", open ? (due < calendar.end() ? false : null) : Boolean.valueOf(endedAt <= due))
                .of("sla_clock");
    }

    void steps(DemoLife life, Consumer<DemoRow> rows) {
        for (Ticket ticket : life.tickets()) {
            long answered = ticket.answeredAt();
            long solved = ticket.solvedAt();
            rows.accept(step(ticket, 1, "受理", ticket.openedAt(), 24, answered));
            if (answered > 0) {
                rows.accept(step(ticket, 2, "处理", answered, 48, solved));
            }
            if (solved > 0) {
                Dice dice = new Dice(world.seed, DemoWorld.INDEX, solved);
                long told = solved + (long) (dice.around(20, 0.8) * HOUR);
                rows.accept(step(ticket, 3, "回访", solved, 48, dice.chance(0.85) && told < calendar.end() ? told : 0));
            }
        }
    }

    private DemoRow step(Ticket ticket, int number, String name, long start, long hours, long doneAt) {
        return new DemoValues()
                .with("external_id", ticket.number() + "-" + number)
                .with("ticket", "number", ticket.number())
                .with("name", name)
                .with("department", number == 3 ? "客户经营部" : ticket.agent().department())
                .with("agent", ticket.agent().name())
                .with("started_at", instant(start))
                .with("due_at", instant(start + hours * HOUR))
                .with("done_at", doneAt == 0 ? null : instant(doneAt))
                .of("service_step");
    }

    /** One invitation for each answer, and those that stayed unanswered. */
    void invitations(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.INVITATION, life.index());
        int sequence = 0;
        for (Answer answer : life.answers()) {
            long sent = Math.max(calendar.start(), answer.at() - dice.between(HOUR / 6, 2L * DAY));
            rows.accept(invitation(dice, life, sequence++, survey(answer.kind()), sent)
                    .with("delivered", true)
                    .with("answered_at", instant(answer.at()))
                    .of("survey_invitation"));
        }
        for (Order order : life.orders()) {
            if (dice.chance(0.3)) {
                long sent = order.at() + dice.between(2L * DAY, 9L * DAY);
                if (sent < calendar.end()) {
                    rows.accept(invitation(dice, life, sequence++, survey(dice.chance(0.5) ? "csat" : "nps"), sent)
                            .with("delivered", dice.chance(0.94))
                            .of("survey_invitation"));
                }
            }
        }
    }

    private DemoValues invitation(Dice dice, DemoLife life, int sequence, String survey, long sent) {
        return new DemoValues()
                .with("external_id", "Q" + DemoWorld.scrambled(life.index() * 1024 + sequence, 10))
                .with("survey", survey)
                .with("customer", "external_id", life.externalId())
                .with("channel", List.of("sms", "wechat", "email").get(dice.weighted(3, 6, 1)))
                .with("sent_at", instant(sent));
    }

    private static String survey(String kind) {
        return switch (kind) {
            case "nps" -> "季度推荐意愿";
            case "csat" -> "服务满意度";
            default -> "年度满意度指数";
        };
    }

    /** The index survey, answered by some customers near the end of each year, and the effort of solved tickets. */
    void answers(DemoLife life, Consumer<DemoRow> rows) {
        Dice dice = new Dice(world.seed, DemoWorld.INDEX, life.index());
        double mood = life.answers().stream()
                .mapToDouble(answer -> answer.kind().equals("nps") ? answer.score() / 10.0 : (answer.score() - 1) / 4.0)
                .average()
                .orElse(0.72);
        int sequence = 0;
        for (int day : new int[] {calendar.days() - 400, calendar.days() - 35}) {
            long at = calendar.at(day, DAY / 2) + dice.between(0, 20L * DAY);
            if (life.joinedAt() > at || !dice.chance(0.1)) {
                continue;
            }
            for (Map.Entry<String, Double> dimension : DIMENSIONS.entrySet()) {
                double lower = dimension.getKey().equals("价格")
                        ? 0.08
                        : dimension.getKey().equals("物流") ? 0.04 : 0;
                int score = Math.clamp(Math.round(1 + 9 * (mood - lower + 0.12 * dice.normal())), 1, 10);
                rows.accept(answer(life, sequence++, "csi", "1-10", score, at)
                        .with("dimension", dimension.getKey())
                        .with("weight", BigDecimal.valueOf(dimension.getValue()))
                        .of("survey_answer"));
            }
        }
        for (Ticket ticket : life.tickets()) {
            if (ticket.solvedAt() > 0 && dice.chance(0.3)) {
                double days = (double) (ticket.solvedAt() - ticket.openedAt()) / DAY;
                int score = Math.clamp(
                        Math.round(
                                2.2 + 0.7 * StrictMath.log(1 + days) + (ticket.reopened() ? 1.5 : 0) + dice.normal()),
                        1,
                        7);
                long at = ticket.solvedAt() + dice.between(HOUR, 2L * DAY);
                if (at < calendar.end()) {
                    rows.accept(answer(life, sequence++, "ces", "1-7", score, at)
                            .with("ticket", "number", ticket.number())
                            .of("survey_answer"));
                }
            }
        }
    }

    private static DemoValues answer(DemoLife life, int sequence, String kind, String scale, int score, long at) {
        return new DemoValues()
                .with("external_id", "I" + DemoWorld.scrambled(life.index() * 512 + sequence, 10))
                .with("customer", "external_id", life.externalId())
                .with("kind", kind)
                .with("scale", scale)
                .with("score", BigDecimal.valueOf(score))
                .with("answered_at", instant(at))
                .with("channel", "微信");
    }
}
