package org.zhike.commandline.model;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of text that name a period of time, with the number of the period and the way back. */
enum TimeText {
    DAY("(\\d{4})[-/.]?(\\d{2})[-/.]?(\\d{2})(?:[T ].*)?") {
        @Override
        long number(Matcher parts) {
            return LocalDate.of(part(parts, 1), part(parts, 2), part(parts, 3)).toEpochDay();
        }

        @Override
        String text(long number) {
            return LocalDate.ofEpochDay(number).toString();
        }
    },
    QUARTER("(\\d{4})[- ]?[Qq]([1-4])") {
        @Override
        long number(Matcher parts) {
            return part(parts, 1) * 4L + part(parts, 2) - 1;
        }

        @Override
        String text(long number) {
            return Math.floorDiv(number, 4) + "Q" + (Math.floorMod(number, 4) + 1);
        }
    },
    MONTH("(\\d{4})[-/.年](\\d{1,2})月?") {
        @Override
        long number(Matcher parts) {
            return LocalDate.of(part(parts, 1), part(parts, 2), 1).getMonthValue() - 1 + part(parts, 1) * 12L;
        }

        @Override
        String text(long number) {
            return String.format(Locale.ROOT, "%04d-%02d", Math.floorDiv(number, 12), Math.floorMod(number, 12) + 1);
        }
    },
    /** Years too. */
    NUMBER("(-?\\d{1,15})") {
        @Override
        long number(Matcher parts) {
            return Long.parseLong(parts.group(1));
        }

        @Override
        String text(long number) {
            return String.valueOf(number);
        }
    };

    private final Pattern pattern;

    TimeText(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    abstract long number(Matcher parts);

    /** The text of a period, as it is written out. */
    abstract String text(long number);

    /** The number of the period that a text names; null when it names none of this kind. */
    @Nullable Long read(String text) {
        Matcher parts = pattern.matcher(text);
        try {
            return parts.matches() ? number(parts) : null;
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    /** The kind of a text, the first that fits; null when there is none. */
    static @Nullable TimeText of(String text) {
        for (TimeText kind : values()) {
            if (kind.read(text) != null) {
                return kind;
            }
        }
        return null;
    }

    private static int part(Matcher parts, int group) {
        return Integer.parseInt(parts.group(group));
    }
}
