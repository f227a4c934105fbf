package org.zhike.statistics.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.zhike.statistics.FitOutcome;
import org.zhike.statistics.Golden;
import org.zhike.statistics.decompose.Shapley;

class AttributionTest {

    private static final List<Function<Journeys, Attribution>> ALL = List.of(
            SimpleAttribution::firstTouch,
            SimpleAttribution::lastTouch,
            SimpleAttribution::linearTouch,
            SimpleAttribution::shapley,
            journeys -> markov(journeys, 1),
            journeys -> markov(journeys, 2),
            journeys -> markov(journeys, 3));

    @Test
    void threeJourneysEqualTheSolutionWorkedOutByHand() {
        Journeys journeys = Journeys.builder()
                .add(List.of("search", "mail", "shop"), 1, 0)
                .add(List.of("search"), 0, 1)
                .add(List.of("mail", "shop"), 0, 1)
                .build();

        // A third converts; without search a sixth, without mail or shop none.
        assertThat(MarkovAttribution.removalEffect(journeys, 1, "search")).isCloseTo(0.5, within(1e-12));
        assertThat(MarkovAttribution.removalEffect(journeys, 1, "mail")).isEqualTo(1);
        Attribution credit = markov(journeys, 1);
        assertThat(credit.share("search")).isCloseTo(0.2, within(1e-12));
        assertThat(credit.share("mail")).isCloseTo(0.4, within(1e-12));
        assertThat(credit.share("shop")).isCloseTo(0.4, within(1e-12));
        // In order 3 the shop after search and mail is another than after mail alone, where no one converted.
        assertThat(markov(journeys, 3).share("search")).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void theRulesGiveCreditWhereTheySay() {
        Journeys journeys =
                Journeys.builder().add(List.of("a", "b", "b", "c"), 12, 5).build();

        assertThat(SimpleAttribution.firstTouch(journeys).credit("a")).isEqualTo(12);
        assertThat(SimpleAttribution.lastTouch(journeys).credit("c")).isEqualTo(12);
        assertThat(SimpleAttribution.linearTouch(journeys).credit("b")).isEqualTo(6);
        assertThat(SimpleAttribution.shapley(journeys).credit("b")).isEqualTo(4);
        assertThat(markov(journeys, 1).credit("b")).isCloseTo(4, within(1e-12));
    }

    @Test
    void thePiecesAddUpToTheConversionsToTheLastDigit() {
        for (int seed = 0; seed < 50; seed++) {
            Journeys journeys = random(seed, 40, 7);
            for (var method : ALL) {
                Attribution credit = method.apply(journeys);
                assertThat(credit.sumOfPieces()).isEqualTo(journeys.totalConversions());
            }
        }
    }

    @Test
    void theShareLostWithoutAChannelIsSeenWhenItsVisitorsAreReallyTurnedAway() {
        // Journeys drawn from a chain of order 1; then the same people, but whoever reaches channel 0 ends in nothing.
        var random = new SplittableRandom(4);
        var builder = Journeys.builder();
        double converted = 0;
        double remained = 0;
        for (int person = 0; person < 100_000; person++) {
            var path = new ArrayList<String>();
            int channel = random.nextInt(3);
            double end;
            do {
                path.add("c" + channel);
                end = random.nextDouble();
                channel = random.nextInt(10) < 6 ? (channel + 1) % 3 : random.nextInt(3);
            } while (end > 0.4);
            boolean conversion = end < 0.1 * path.getLast().charAt(1);
            builder.add(path, conversion ? 1 : 0, conversion ? 0 : 1);
            converted += conversion ? 1 : 0;
            remained += conversion && !path.contains("c0") ? 1 : 0;
        }

        assertThat(MarkovAttribution.removalEffect(builder.build(), 1, "c0"))
                .isCloseTo(1 - remained / converted, within(0.015));
    }

    @Test
    void theOrderOfThePeopleAndTheUnitOfCountingChangeNothing() {
        List<List<String>> paths = List.of(List.of("a", "b"), List.of("b", "c", "a"), List.of("c"));
        var forward = Journeys.builder();
        var backward = Journeys.builder();
        for (int i = 0; i < 3; i++) {
            forward.add(paths.get(i), 1 + i, 4);
            backward.add(paths.get(2 - i), 10 * (3 - i), 40);
        }
        for (String channel : List.of("a", "b", "c")) {
            assertThat(markov(forward.build(), 1).share(channel))
                    .isCloseTo(markov(backward.build(), 1).share(channel), within(1e-12));
        }
    }

    @Test
    void withoutConversionsThereIsTooLittleToDivide() {
        Journeys none = Journeys.builder().add(List.of("a"), 0, 100).build();

        assertThat(MarkovAttribution.fit(none, 1)).isInstanceOf(FitOutcome.TooLittleData.class);
        assertThat(MarkovAttribution.fit(Journeys.builder().build(), 1)).isInstanceOf(FitOutcome.TooLittleData.class);
        assertThat(SimpleAttribution.lastTouch(none).share("a")).isZero();
        assertThat(MarkovAttribution.removalEffect(none, 1, "a")).isZero();
    }

    @Test
    void brokenJourneysAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Journeys.builder().add(List.of(), 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Journeys.builder().add(List.of("a", " "), 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Journeys.builder().add(List.of("a"), -1, 0));
        Journeys one = Journeys.builder().add(List.of("a"), 1, 0).build();
        assertThatIllegalArgumentException().isThrownBy(() -> MarkovAttribution.fit(one, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MarkovAttribution.fit(one, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> markov(one, 1).credit("b"));
    }

    @Test
    void tenThousandRealJourneysAreDividedWithoutRest() {
        Journeys journeys = real();

        assertThat(journeys.channels()).hasSize(12);
        assertThat(journeys.totalConversions()).isEqualTo(19_785);
        for (var method : ALL) {
            Attribution credit = method.apply(journeys);
            assertThat(credit.sumOfPieces()).isEqualTo(19_785);
        }
    }

    @Test
    void theRemovalEffectsOfRealJourneysEqualASolvedSystemOfEquations() {
        // By Gauss' elimination of the thirteen equations in another language.
        Attribution credit = markov(real(), 1);

        assertThat(credit.credit("alpha")).isCloseTo(5344.947682085163, within(1e-6));
        assertThat(credit.credit("eta")).isCloseTo(3340.84740150087, within(1e-6));
        assertThat(credit.credit("mi")).isCloseTo(1.7224245562817806, within(1e-6));
        assertThat(MarkovAttribution.removalEffect(real(), 1, "iota")).isCloseTo(0.405835004471944, within(1e-10));
    }

    @Test
    void dividingEvenlyIsTheShapleyValueOfTheSetsOfChannels() {
        Journeys journeys = random(3, 60, 8);
        int channels = journeys.channels().size();
        var value = Shapley.exact(channels, mask -> {
            double sum = 0;
            for (int i = 0; i < journeys.size(); i++) {
                boolean inside = Arrays.stream(journeys.path(i)).allMatch(channel -> (mask >> channel & 1) == 1);
                sum += inside ? journeys.conversions(i) : 0;
            }
            return sum;
        });

        Attribution credit = SimpleAttribution.shapley(journeys);
        for (int c = 0; c < channels; c++) {
            assertThat(credit.credit(journeys.channels().get(c))).isCloseTo(value.value(c), within(1e-8));
        }
    }

    private static Journeys real() {
        var builder = Journeys.builder();
        for (String line : Golden.dataLines("channel_attribution/PathData.csv.gz").stream()
                .skip(1)
                .toList()) {
            String[] cells = line.split(",", -1);
            List<String> path = List.of(cells[0].replace("\"", "").split(" > ", -1));
            builder.add(path, Double.parseDouble(cells[1]), Double.parseDouble(cells[3]));
        }
        return builder.build();
    }

    private static Journeys random(int seed, int paths, int channels) {
        var random = new SplittableRandom(seed);
        var builder = Journeys.builder();
        for (int i = 0; i < paths; i++) {
            var path = new ArrayList<String>();
            int length = 1 + random.nextInt(9);
            for (int k = 0; k < length; k++) {
                path.add("c" + random.nextInt(channels));
            }
            builder.add(path, 1 + random.nextInt(1000), random.nextInt(5000));
        }
        return builder.build();
    }

    private static Attribution markov(Journeys journeys, int order) {
        return MarkovAttribution.fit(journeys, order).converged().orElseThrow();
    }
}
