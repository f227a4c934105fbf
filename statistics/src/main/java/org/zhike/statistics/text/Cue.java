package org.zhike.statistics.text;

/**
 * What a phrase does in a sentence; some do several things.
 *
 * @param value the opinion it is, 0 for none
 * @param turn what it makes of the opinion that follows: 0 nothing, 1 the opposite, 0.6 a softened opposite
 * @param degree what it multiplies the opinion that follows by
 * @param makesDrawback whether a plain property after it is one too much
 * @param isProperty whether it is a plain property
 * @param isBut whether what follows counts more than what came before
 * @param isWish whether good words after it are missed, not met
 * @param alone the opinion it is when it turns nothing round
 */
record Cue(
        double value,
        double turn,
        double degree,
        boolean makesDrawback,
        boolean isProperty,
        boolean isBut,
        boolean isWish,
        double alone) {

    static final Cue NOTHING = new Cue(0, 0, 1, false, false, false, false, 0);

    private static final double SOFT = 0.6;

    /** Whether it acts on what follows. */
    boolean isModifier() {
        return turn != 0 || degree != 1 || makesDrawback;
    }

    /** The cue with what a line of the word file says of it; of two strengths the first counts. */
    Cue with(String kind) {
        if (kind.startsWith("very ")) {
            return with(value, turn, Double.parseDouble(kind.substring(5)), alone);
        }
        if (kind.startsWith("miss ")) {
            return with(value, turn, degree, Double.parseDouble(kind.substring(5)));
        }
        return switch (kind) {
            case "not" -> with(value, turn == 0 ? 1 : turn, degree, alone);
            case "soft not" -> with(value, SOFT, degree, alone);
            case "too" -> new Cue(value, turn, degree, true, isProperty, isBut, isWish, alone);
            case "property" -> new Cue(value, turn, degree, makesDrawback, true, isBut, isWish, alone);
            case "but" -> new Cue(value, turn, degree, makesDrawback, isProperty, true, isWish, alone);
            case "wish" -> new Cue(value, turn, degree, makesDrawback, isProperty, isBut, true, alone);
            default -> with(value == 0 ? Double.parseDouble(kind) : value, turn, degree, alone);
        };
    }

    private Cue with(double newValue, double newTurn, double newDegree, double newAlone) {
        return new Cue(newValue, newTurn, newDegree, makesDrawback, isProperty, isBut, isWish, newAlone);
    }
}
