package org.zhike.expressions;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Well-typed texts over {@link TestObjects}, from the grammar. */
final class RandomExpressions {

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    String any(int depth) {
        return pick(
                () -> condition(depth), () -> number(depth), () -> text(depth), () -> date(depth), () -> time(depth));
    }

    String condition(int depth) {
        if (depth == 0) {
            return path(one("active", "paid"));
        }
        int d = depth - 1;
        return pick(
                () -> path(one("active", "paid")),
                () -> "(" + condition(d) + " && " + condition(d) + ")",
                () -> "(" + condition(d) + " || " + condition(d) + ")",
                () -> "!(" + condition(d) + ")",
                () -> "(" + number(d) + order() + number(d) + ")",
                () -> "(" + path(numberField()) + order() + numberLiteral() + ")",
                () -> "(" + moment(d) + order() + moment(d) + ")",
                () -> "(" + text(d) + one(" == ", " != ") + text(d) + ")",
                () -> "(" + condition(d) + one(" == ", " != ") + condition(d) + ")",
                () -> "(" + reference() + one(" == ", " != ") + one("1", "7", "id", reference()) + ")",
                () -> "(" + any(d) + one(" == null", " != null") + ")",
                () -> "(" + one(path("tags"), reference()) + one(" == null", " != null") + ")",
                () -> "(" + path("level") + " in " + list(() -> quote(one(TestObjects.LEVELS))) + ")",
                () -> "(" + text(d) + " in " + list(this::textLiteral) + ")",
                () -> "(" + number(d) + " in " + list(this::numberLiteral) + ")",
                () -> "(" + path(numberField()) + " in " + list(this::numberLiteral) + ")",
                () -> "(" + moment(d) + " in " + list(() -> one(dateLiteral(), timeLiteral(), "today()")) + ")",
                () -> "(" + reference() + " in [1, 2, 3, 99])",
                () -> "(" + quote(one(TestObjects.TAGS)) + " in " + path("tags") + ")",
                () -> "(" + path("level") + one(" == ", " != ") + quote(one(TestObjects.LEVELS)) + ")",
                () -> text(d) + one(".contains(", ".startsWith(", ".endsWith(") + text(d) + ")",
                () -> "within(" + path("region") + ", " + quote(one("CN", "CN-440000", "CN-440300", "CN-440305", "GB"))
                        + ")",
                () -> "(" + condition(d) + " ? " + condition(d) + " : " + one(condition(d), "null") + ")");
    }

    private String number(int depth) {
        if (depth == 0) {
            return one(path(numberField()), numberLiteral());
        }
        int d = depth - 1;
        return pick(
                () -> path(numberField()),
                this::numberLiteral,
                () -> "(" + number(d) + one(" + ", " - ", " * ", " / ") + number(d) + ")",
                () -> "-(" + number(d) + ")",
                () -> one("year", "month", "day", "weekday") + "(" + moment(d) + ")",
                () -> "hours(" + moment(d) + ", " + moment(d) + ")",
                () -> "business_hours(" + moment(d) + ", " + moment(d) + ")",
                () -> "size(" + text(d) + ")",
                () -> "size(" + path("tags") + ")",
                () -> "(" + condition(d) + " ? " + number(d) + " : " + one(number(d), "null") + ")");
    }

    private String text(int depth) {
        if (depth == 0) {
            return one(path(textField()), textLiteral());
        }
        int d = depth - 1;
        return pick(
                () -> path(textField()),
                this::textLiteral,
                () -> "lower(" + text(d) + ")",
                () -> "(" + condition(d) + " ? " + text(d) + " : " + one(text(d), "null") + ")");
    }

    private String moment(int depth) {
        return one(date(depth), time(depth));
    }

    private String date(int depth) {
        if (depth == 0) {
            return one(path(one("born_on", "date")), dateLiteral(), "today()");
        }
        int d = depth - 1;
        return pick(
                () -> path(one("born_on", "date")),
                this::dateLiteral,
                () -> "today()",
                () -> "date(" + time(d) + ")",
                () -> "(" + date(d) + one(" + ", " - ") + "days(" + one("0", "1", "30", "-1", "365") + "))",
                () -> "(" + condition(d) + " ? " + date(d) + " : " + one(date(d), "null") + ")");
    }

    private String time(int depth) {
        if (depth == 0) {
            return one(path(one("seen_at", "created_at")), timeLiteral(), "now()");
        }
        int d = depth - 1;
        return pick(
                () -> path(one("seen_at", "created_at")),
                this::timeLiteral,
                () -> "now()",
                () -> "(" + time(d) + one(" + ", " - ") + "days(" + one("0", "1", "30", "-1") + "))",
                () -> "(" + condition(d) + " ? " + time(d) + " : " + moment(d) + ")");
    }

    private String reference() {
        return one("owner", "owner.boss", "owner.boss.boss");
    }

    private String path(String field) {
        return one("", "", "", "owner.", "owner.boss.", "owner.boss.boss.") + field;
    }

    private String numberField() {
        return one("quantity", "amount", "discount", "package", "id", "import_id");
    }

    private String textField() {
        return one("name", "note", "order", "email", "phone", "site", "region", "amount_currency");
    }

    private String numberLiteral() {
        return one("0", "1", "5", "-3", "0.1", "0.25", "12.5", "-0.01", "1e3", "1000000", "0.333333", "99.99", "7");
    }

    private String textLiteral() {
        return quote(RandomRecords.text(random));
    }

    private String dateLiteral() {
        return "date(" + quote(RandomRecords.date(random).toString()) + ")";
    }

    private String timeLiteral() {
        return "datetime("
                + quote(one(
                        "2026-01-31T09:30:00+08:00",
                        "2018-11-04T03:00:00Z",
                        "2026-11-01T05:00:00Z",
                        "1999-12-31T23:59:59.999999Z"))
                + ")";
    }

    private String order() {
        return one(" == ", " != ", " < ", " <= ", " > ", " >= ");
    }

    private String list(java.util.function.Supplier<String> element) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> element.get())
                .collect(Collectors.joining(", ", "[", "]"));
    }

    static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private String one(String... choices) {
        return one(List.of(choices));
    }

    @SafeVarargs
    private String pick(java.util.function.Supplier<String>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }
}
