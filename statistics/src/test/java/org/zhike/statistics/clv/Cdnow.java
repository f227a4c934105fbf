package org.zhike.statistics.clv;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.zhike.statistics.Golden;

/** The music shop on which the models were published: 18 months, of which the first nine are for fitting. */
final class Cdnow {

    static final int CALIBRATION_END = (int) LocalDate.of(1997, 9, 30).toEpochDay();
    static final int END = (int) LocalDate.of(1998, 6, 30).toEpochDay();

    private Cdnow() {}

    /** Every tenth customer, whom the papers use. */
    static CustomerBase sample() {
        return base(Golden.dataLines("cdnow/CDNOW_sample.txt.gz"), 1);
    }

    static CustomerBase master() {
        List<String> lines = Golden.dataLines("cdnow/CDNOW_master.txt.gz");
        return base(lines.subList(1, lines.size()), 0);
    }

    private static CustomerBase base(List<String> lines, int customerColumn) {
        int[] customers = new int[lines.size()];
        int[] days = new int[lines.size()];
        double[] amounts = new double[lines.size()];
        for (int i = 0; i < lines.size(); i++) {
            String[] cells = lines.get(i).strip().split(" +", -1);
            customers[i] = Integer.parseInt(cells[customerColumn]) - 1;
            days[i] = (int) LocalDate.parse(cells[customerColumn + 1], DateTimeFormatter.BASIC_ISO_DATE)
                    .toEpochDay();
            amounts[i] = Double.parseDouble(cells[customerColumn + 3]);
        }
        return PurchaseLog.of(customers, days, amounts).until(CALIBRATION_END, 7);
    }
}
