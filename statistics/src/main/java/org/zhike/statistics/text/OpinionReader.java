package org.zhike.statistics.text;

import java.util.ArrayList;
import java.util.List;

/** Reads one normalised text for opinions, from left to right. */
final class OpinionReader {

    /** Good after "not" is nearly as bad as bad itself; bad after "not" is only half as good as good. */
    private static final double TURNED_GOOD = -0.9;

    private static final double TURNED_BAD = -0.5;

    /** What is left of the opinions before a "but". */
    private static final double BEFORE_BUT = 0.6;

    private static final double WISHED = -0.3;
    private static final double DRAWBACK = -1.5;

    /** How many units without meaning a negator or degree word reaches over: 没有 想 象 中 好吃, not a good phone. */
    private static final int REACH = 4;

    /** Sums this large, squared, bring the score to 0.7. */
    private static final double HALF = 8;

    private static final String CLAUSE_ENDS = ",.!?;:、。~…\n()[]【】“”\"|/";

    private final WordList<Cue> cues;
    private final String text;
    private final List<Opinion.Finding> findings = new ArrayList<>();

    private double turn;
    private double degree = 1;
    private boolean makesDrawback;
    private boolean wishing;
    private int gap;

    /** A modifier that is an opinion when nothing follows for it to act on, and that opinion. */
    private String waiting = "";

    private double waitingValue;

    OpinionReader(WordList<Cue> cues, String text) {
        this.cues = cues;
        this.text = text;
    }

    Opinion read() {
        for (int i = 0; i < text.length(); ) {
            WordList.Match<Cue> match = cues.at(text, i);
            if (match != null) {
                take(text.substring(i, match.end()), match.value());
                i = match.end();
                continue;
            }
            i = skip(i);
        }
        endClause();
        double sum = findings.stream().mapToDouble(Opinion.Finding::value).sum();
        return new Opinion(sum / Math.sqrt(sum * sum + HALF), findings);
    }

    /** Goes over a unit without meaning. */
    private int skip(int i) {
        char c = text.charAt(i);
        boolean isEnd = CLAUSE_ENDS.indexOf(c) >= 0 || (c == ' ' && !isBetweenWords(i));
        if (isEnd) {
            endClause();
            return i + 1;
        }
        if (c == ' ') {
            return i + 1;
        }
        int end = i + 1;
        while (Pieces.isLetterOfWords(c) && end < text.length() && Pieces.isLetterOfWords(text.charAt(end))) {
            end++;
        }
        gap++;
        // 好 is a degree word only right before what it strengthens.
        if (gap > REACH || waitingValue > 0) {
            release();
        }
        return end;
    }

    private boolean isBetweenWords(int space) {
        return space > 0
                && Pieces.isLetterOfWords(text.charAt(space - 1))
                && space + 1 < text.length()
                && Pieces.isLetterOfWords(text.charAt(space + 1));
    }

    private void take(String phrase, Cue cue) {
        if (cue.isBut()) {
            release();
            wishing = false;
            findings.replaceAll(found -> new Opinion.Finding(found.phrase(), found.value() * BEFORE_BUT));
        }
        if (cue.isWish()) {
            wishing = true;
        }
        boolean isTooMuch = makesDrawback && cue.isProperty() && turn == 0;
        if (cue.isModifier() && !(isTooMuch && cue.value() < 0)) {
            modify(phrase, cue);
            return;
        }
        if (cue.value() != 0) {
            settle(phrase, valueOf(cue.value()));
        } else if (isTooMuch) {
            settle(phrase, DRAWBACK);
        } else {
            gap++;
        }
    }

    private void modify(String phrase, Cue cue) {
        double own = cue.value() != 0 ? valueOf(cue.value()) : cue.alone();
        if (own != 0) {
            waiting = phrase;
            waitingValue = own;
        }
        if (cue.turn() != 0) {
            turn = turn == 0 ? cue.turn() : 0;
        }
        degree *= cue.degree();
        makesDrawback |= cue.makesDrawback();
        gap = 0;
    }

    private double valueOf(double value) {
        double strong = value * degree;
        if (turn != 0) {
            return strong * turn * (value > 0 ? TURNED_GOOD : TURNED_BAD);
        }
        return wishing && value > 0 ? strong * WISHED : strong;
    }

    /** An opinion was found, and what stood before it has done its work. */
    private void settle(String phrase, double value) {
        findings.add(new Opinion.Finding(phrase, value));
        waitingValue = 0;
        release();
    }

    /** Forgets what waits for an opinion; what is one by itself counts. */
    private void release() {
        if (waitingValue != 0) {
            findings.add(new Opinion.Finding(waiting, waitingValue));
        }
        waitingValue = 0;
        turn = 0;
        degree = 1;
        makesDrawback = false;
        gap = 0;
    }

    private void endClause() {
        release();
        wishing = false;
    }
}
