package org.zhike.commandline.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;
import org.zhike.statistics.churn.Features;

/**
 * Cases of a file: ids, outcomes and features. A column whose cells are numbers (or dates) is one of numbers, any other one of
 * categories; empty cells, NA and null are missing.
 */
final class ChurnTable {

    private static final Set<String> MISSING = Set.of("", "na", "n/a", "nan", "null", "none");
    private static final Set<String> YES = Set.of("yes", "y", "1", "true", "t", "churned", "churn", "left", "是", "流失");
    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/.](\\d{2})[-/.](\\d{2})(?:[T ].*)?");

    /** A column with so many different numbers is meant as numbers; a cell that is none is then a mistake. */
    private static final int CLEARLY_NUMBERS = 20;

    final Frame frame;
    final Frame.Texts ids;
    final boolean[] positive;
    final String positiveLevel;
    final Features features;

    private ChurnTable(Frame frame, Frame.Texts ids, boolean[] positive, String positiveLevel, Features features) {
        this.frame = frame;
        this.ids = ids;
        this.positive = positive;
        this.positiveLevel = positiveLevel;
        this.features = features;
    }

    /**
     * Reads a file.
     *
     * @param excluded columns that are no features
     * @param categories columns of numbers that are meant as categories
     * @param time a column of dates that is no feature, or null
     */
    static ChurnTable read(
            Path file,
            String id,
            String target,
            @Nullable String positiveLevel,
            List<String> excluded,
            List<String> categories,
            @Nullable String time) {
        List<String> names = new ArrayList<>();
        Frame frame = Frame.read(file, headings -> {
            List<Column> wanted = new ArrayList<>(List.of(Column.text(id), Column.text(target)));
            if (time != null) {
                wanted.add(Column.date(time));
            }
            for (String name : excluded) {
                if (!headings.contains(name)) {
                    throw new ProductException(ModelError.NO_SUCH_COLUMN, file, name, String.join(", ", headings));
                }
            }
            for (String heading : headings) {
                if (!heading.equals(id)
                        && !heading.equals(target)
                        && !heading.equals(time)
                        && !excluded.contains(heading)) {
                    wanted.add(Column.text(heading).optional());
                    names.add(heading);
                }
            }
            return wanted;
        });
        if (names.isEmpty()) {
            throw new ProductException(
                    ModelError.BAD_OPTION, "There is no column beside --id, --target and --exclude.");
        }
        Frame.Texts targets = frame.texts(target);
        String level = positiveLevel(targets.levels(), target, positiveLevel);
        boolean[] positive = new boolean[frame.rows()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = targets.at(i).equals(level);
        }
        Features.Builder features = Features.of(frame.rows());
        var issues = new Issues();
        for (String name : new LinkedHashSet<>(names)) {
            add(features, name, frame, categories.contains(name), issues);
        }
        issues.throwIfAny();
        return new ChurnTable(frame, frame.texts(id), positive, level, features.build());
    }

    private static String positiveLevel(List<String> levels, String target, @Nullable String asked) {
        if (asked != null) {
            if (!levels.contains(asked)) {
                throw new ProductException(
                        ModelError.BAD_OPTION,
                        "Column \"%s\" never holds \"%s\". It holds: %s.".formatted(target, asked, some(levels)));
            }
            return asked;
        }
        List<String> yes = levels.stream()
                .filter(level -> YES.contains(level.toLowerCase(Locale.ROOT)))
                .toList();
        if (levels.size() <= 2 && yes.size() == 1) {
            return yes.get(0);
        }
        throw new ProductException(
                ModelError.BAD_OPTION,
                "Which value of column \"%s\" means the event? Say it with --positive. It holds: %s."
                        .formatted(target, some(levels)));
    }

    private static String some(List<String> levels) {
        return String.join(", ", levels.subList(0, Math.min(8, levels.size()))) + (levels.size() > 8 ? ", …" : "");
    }

    private static void add(Features.Builder features, String name, Frame frame, boolean asCategory, Issues issues) {
        Frame.Texts texts = frame.texts(name);
        List<String> levels = texts.levels();
        double[] numbers = new double[levels.size()];
        Set<Integer> broken = new LinkedHashSet<>();
        int missing = 0;
        for (int level = 0; level < numbers.length; level++) {
            String text = levels.get(level);
            if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
                numbers[level] = Double.NaN;
                missing++;
            } else {
                Double number = number(text);
                numbers[level] = number == null ? Double.NaN : number;
                if (number == null) {
                    broken.add(level);
                }
            }
        }
        int[] codes = texts.codes();
        int good = numbers.length - missing - broken.size();
        boolean meantAsNumbers = good > CLEARLY_NUMBERS && broken.size() * 20 < good;
        if (!asCategory && (broken.isEmpty() || meantAsNumbers)) {
            double[] values = new double[codes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = numbers[codes[i]];
                if (broken.contains(codes[i]) && issues.all().size() < 20) {
                    issues.add(
                            "line " + frame.line(i) + ", column " + name,
                            ModelError.NOT_A_NUMBER,
                            levels.get(codes[i]));
                }
            }
            features.numbers(name, values);
            return;
        }
        for (int i = 0; i < codes.length; i++) {
            codes[i] = MISSING.contains(levels.get(codes[i]).toLowerCase(Locale.ROOT)) ? -1 : codes[i];
        }
        features.categories(name, codes, levels);
    }

    /** A finite number, or a date as days since 1970; null for anything else. */
    private static @Nullable Double number(String text) {
        Matcher date = DATE.matcher(text);
        try {
            if (date.matches()) {
                return (double) java.time.LocalDate.of(
                                Integer.parseInt(date.group(1)),
                                Integer.parseInt(date.group(2)),
                                Integer.parseInt(date.group(3)))
                        .toEpochDay();
            }
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : null;
        } catch (NumberFormatException | java.time.DateTimeException broken) {
            return null;
        }
    }

    /** The fold of each row by a file of ids and folds; every id must be there. */
    int[] folds(Path file, String id) {
        Frame given = Frame.read(file, List.of(Column.text(id), Column.number("fold")));
        double[] numbers = given.numbers("fold");
        Frame.Texts names = given.texts(id);
        Map<String, Integer> foldOf = new HashMap<>();
        var issues = new Issues();
        for (int i = 0; i < given.rows(); i++) {
            if (numbers[i] != Math.rint(numbers[i]) || numbers[i] < 0 || numbers[i] > 10_000) {
                issues.add(
                        "line " + given.line(i) + ", column fold",
                        ModelError.BAD_OPTION,
                        "A fold is a whole number from 0, not " + CsvOutput.cell(numbers[i]) + ".");
                issues.throwIfAny();
            }
            foldOf.put(names.at(i), (int) numbers[i]);
        }
        int[] folds = new int[frame.rows()];
        for (int i = 0; i < folds.length; i++) {
            Integer fold = foldOf.get(ids.at(i));
            if (fold == null) {
                throw new ProductException(
                        ModelError.BAD_OPTION,
                        "%s has no fold for %s (line %d of the input).".formatted(file, ids.at(i), frame.line(i)));
            }
            folds[i] = fold;
        }
        if (java.util.Arrays.stream(folds).distinct().count() < 2) {
            throw new ProductException(ModelError.BAD_OPTION, file + " holds one fold only; two are the least.");
        }
        return folds;
    }
}
