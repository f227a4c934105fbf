package org.zhike.packs;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zhike.packs.DemoMaterial.Place;
import org.zhike.packs.DemoMaterial.Product;

/**
 * What one customer did in the two years, and what was done for them. Times are seconds since 1970, amounts are fen.
 *
 * @param joinedAt when the company first kept them
 * @param spent what was sold to them less what was refunded
 */
record DemoLife(
        long index,
        String externalId,
        boolean company,
        Place place,
        String source,
        long joinedAt,
        long spent,
        List<Order> orders,
        List<Ticket> tickets,
        List<Answer> answers) {

    record Line(Product product, int quantity, long price) {

        long amount() {
            return quantity * price;
        }
    }

    /** @param late whether the parcel came much later than parcels do */
    record Order(
            String number,
            boolean refund,
            String status,
            long at,
            String channel,
            Place place,
            @Nullable String store,
            List<Line> lines,
            boolean late) {

        long amount() {
            long sum = 0;
            for (Line line : lines) {
                sum += line.amount();
            }
            return sum;
        }

        boolean sold() {
            return !status.equals("cancelled") && !status.equals("pending");
        }
    }

    /**
     * @param answeredAt when a person first answered; 0 when nobody has yet
     * @param solvedAt 0 when it is not solved yet
     * @param feeling how the customer felt about the service; 0 is ordinary
     */
    record Ticket(
            String number,
            Order order,
            Product product,
            String topic,
            boolean complaint,
            String priority,
            String status,
            String channel,
            long openedAt,
            long answeredAt,
            long solvedAt,
            boolean reopened,
            Agent agent,
            double feeling) {}

    /** @param topic what a comment would be about */
    record Answer(
            String kind,
            int score,
            long at,
            @Nullable Order order,
            @Nullable Ticket ticket,
            Product product,
            String topic) {}

    /** @param slowness by how much the agent's work takes longer than the average agent's */
    record Agent(String name, String department, double slowness) {}
}
