package org.zhike.statistics.clv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;

/** Whether histories can carry four parameters. */
final class Enough {

    /** Fewer people who came back tell nothing of how differently people come back. */
    static final int REPEAT_BUYERS = 10;

    private Enough() {}

    static <M> Optional<FitOutcome<M>> check(DistinctHistories distinct) {
        PurchaseHistories rows = distinct.histories();
        long repeatBuyers = 0;
        for (int row = 0; row < rows.size(); row++) {
            repeatBuyers += rows.frequency(row) > 0 ? distinct.count(row) : 0;
        }
        List<Shortage> shortages = new ArrayList<>();
        if (repeatBuyers < REPEAT_BUYERS) {
            shortages.add(new Shortage("repeat_buyers", repeatBuyers, REPEAT_BUYERS));
        }
        if (rows.longestAge() == 0) {
            shortages.add(new Shortage("time_since_first_purchase", 0, 1));
        }
        return shortages.isEmpty() ? Optional.empty() : Optional.of(new FitOutcome.TooLittleData<>(shortages));
    }

    /** Repeat purchases in a unit of time, all customers together; positive even without any. */
    static double rate(DistinctHistories distinct) {
        PurchaseHistories rows = distinct.histories();
        double purchases = 0;
        double time = 0;
        for (int row = 0; row < rows.size(); row++) {
            purchases += (double) rows.frequency(row) * distinct.count(row);
            time += rows.age(row) * distinct.count(row);
        }
        return purchases > 0 && time > 0 ? purchases / time : 1;
    }
}
