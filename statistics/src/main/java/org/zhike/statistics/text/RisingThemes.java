package org.zhike.statistics.text;

import static java.lang.Math.log;
import static java.lang.Math.min;
import static java.lang.Math.sqrt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.FitOutcome.Shortage;
import org.zhike.statistics.Quantiles;
import org.zhike.statistics.Require;

/**
 * The phrases that are more frequent in recent texts than in earlier ones, beyond chance: log-odds ratios with an informative
 * Dirichlet prior, which is the share of each phrase in both periods together (Monroe, Colaresi and Quinn 2008, Fightin' Words,
 * Political Analysis 16:372). A text counts once for a phrase. For what falls, exchange the two periods.
 *
 * @param falseDiscoveries the share of the phrases returned that may be chance (Benjamini and Hochberg 1995), 0.05 as a rule
 * @param minimumTexts the fewest recent texts with a phrase
 */
public record RisingThemes(double falseDiscoveries, int minimumTexts) {

    private static final int FEWEST_TEXTS = 20;

    /** The prior weighs as much as this share of the smaller period. */
    private static final double PRIOR = 0.1;

    /** A phrase goes when a longer one around it holds so large a share of its texts. */
    private static final double SAME = 0.7;

    public RisingThemes {
        Require.level(falseDiscoveries);
        Require.atLeast(1, minimumTexts, "minimumTexts");
    }

    public static RisingThemes standard() {
        return new RisingThemes(0.05, 5);
    }

    /**
     * A phrase that rises.
     *
     * @param phrase normalised
     * @param recentTexts how many recent texts hold it
     * @param earlierTexts how many earlier texts hold it
     * @param logOdds δ, the log of the ratio of its odds, shrunk by the prior
     * @param z δ by its standard error
     * @param adjustedP the smallest share of false discoveries at which it would still be returned
     */
    public record Theme(String phrase, int recentTexts, int earlierTexts, double logOdds, double z, double adjustedP) {}

    /** Compares two periods; the clearest rise first. */
    public FitOutcome<List<Theme>> compare(List<String> recent, List<String> earlier) {
        List<Shortage> shortages = new ArrayList<>();
        if (recent.size() < FEWEST_TEXTS) {
            shortages.add(new Shortage("recent_texts", recent.size(), FEWEST_TEXTS));
        }
        if (earlier.size() < FEWEST_TEXTS) {
            shortages.add(new Shortage("earlier_texts", earlier.size(), FEWEST_TEXTS));
        }
        if (!shortages.isEmpty()) {
            return new FitOutcome.TooLittleData<>(shortages);
        }
        var now = new Themes(recent);
        var then = new Themes(earlier);
        return new FitOutcome.Converged<>(withoutParts(significant(compared(now, then)), now), 1);
    }

    /** Every phrase frequent enough, with the chance of such a z by itself in place of the adjusted one; highest z first. */
    private List<Theme> compared(Themes now, Themes then) {
        double a0 = Math.max(1, PRIOR * min(now.sum(), then.sum()));
        double all = now.sum() + then.sum();
        List<Theme> themes = new ArrayList<>();
        for (String phrase : now.phrases()) {
            if (now.count(phrase) < minimumTexts) {
                continue;
            }
            double y1 = now.count(phrase);
            double y2 = then.count(phrase);
            double a = a0 * (y1 + y2) / all;
            double delta = log((y1 + a) / (now.sum() + a0 - y1 - a)) - log((y2 + a) / (then.sum() + a0 - y2 - a));
            double z = delta / sqrt(1 / (y1 + a) + 1 / (y2 + a));
            themes.add(new Theme(phrase, (int) y1, (int) y2, delta, z, Quantiles.normalProbability(-z)));
        }
        themes.sort(Comparator.comparingDouble((Theme theme) -> -theme.z()).thenComparing(Theme::phrase));
        return themes;
    }

    private List<Theme> significant(List<Theme> byZ) {
        List<Theme> kept = new ArrayList<>();
        double least = 1;
        for (int i = byZ.size() - 1; i >= 0; i--) {
            Theme theme = byZ.get(i);
            least = min(least, theme.adjustedP() * byZ.size() / (i + 1));
            if (least <= falseDiscoveries && theme.logOdds() > 0) {
                kept.add(new Theme(
                        theme.phrase(), theme.recentTexts(), theme.earlierTexts(), theme.logOdds(), theme.z(), least));
            }
        }
        return kept.reversed();
    }

    /** Leaves out pieces of longer phrases that rise, and longer phrases that add nothing to a piece already kept. */
    private static List<Theme> withoutParts(List<Theme> themes, Themes now) {
        List<Theme> byLength = new ArrayList<>(themes);
        byLength.sort(Comparator.comparingInt((Theme theme) -> -theme.phrase().length())
                .thenComparing(Theme::phrase));
        Set<String> parts = new HashSet<>();
        for (Theme longer : byLength) {
            for (Theme part : themes) {
                if (part.phrase().length() < longer.phrase().length()
                        && longer.phrase().contains(part.phrase())
                        && now.count(longer.phrase()) >= SAME * now.count(part.phrase())) {
                    parts.add(part.phrase());
                }
            }
        }
        return themes.stream().filter(theme -> !parts.contains(theme.phrase())).toList();
    }
}
