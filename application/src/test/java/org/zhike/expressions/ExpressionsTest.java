package org.zhike.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zhike.kernel.ProductException;
import org.zhike.objects.ObjectError;
import org.zhike.objects.StandardObjects;

/** What a text may say, and what people are told when it says something else. */
class ExpressionsTest {

    private final Expressions expressions = new Expressions(new TestObjects());

    @Test
    void anUnknownNameIsToldWithItsPlaceAndTheNearestName() {
        assertProblems("active && quantty > 5")
                .isEqualTo("line 1, column 11: deal has no field \"quantty\". Did you mean \"quantity\"?");
    }

    @Test
    void anUnknownNameBehindAReferenceIsSoughtInTheOtherObject() {
        assertProblems("owner.boss.nme == \"王\"")
                .isEqualTo("line 1, column 12: person has no field \"nme\". Did you mean \"name\"?");
    }

    @Test
    void columnsCountCodePointsAndLinesStartAtOne() {
        assertProblems("name == \"𠀀𠀀\" &&\n  nam == \"𠀀\" && nme == \"\"").isEqualTo("""
                line 2, column 3: deal has no field "nam". Did you mean "name"?
                line 2, column 17: deal has no field "nme". Did you mean "name"?""");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        ProductException problems = problems("quantty > 5 || level == \"golden\" || name > 3 || upper(name) == \"A\"");

        assertThat(problems.issues())
                .extracting(issue -> issue.code())
                .containsExactly(
                        ExpressionError.UNKNOWN_NAME,
                        ExpressionError.UNKNOWN_OPTION,
                        ExpressionError.WRONG_TYPE,
                        ExpressionError.UNKNOWN_FUNCTION);
    }

    @Test
    void aTextThatCannotBeReadIsToldWithThePlaceAndTheWordThere() {
        assertProblems("amount > ").isEqualTo("line 1, column 10: The expression cannot be read at its end.");
        assertProblems("amount = 5").startsWith("line 1, column 8: The expression cannot be read at \"=\".");
        assertProblems("金额 > 5").isEqualTo("line 1, column 1: The expression cannot be read at \"金额\".");
        assertProblems("active\n&& name == \"abc").startsWith("line 2, column 12: ");
        assertProblems("").isEqualTo("line 1, column 1: The expression cannot be read at its end.");
    }

    @Test
    void anUnknownOptionIsToldWithTheNearest() {
        assertProblems("owner.level in [\"gold\", \"slver\"]")
                .isEqualTo("line 1, column 25: \"slver\" is not a choice of owner.level. Did you mean \"silver\"?");
        assertProblems("\"VIP!\" in tags").startsWith("line 1, column 1: \"VIP!\" is not a choice of tags.");
        assertProblems("\"platinum\" != level")
                .isEqualTo("line 1, column 1: \"platinum\" is not a choice of level. There are: gold, silver, 普通.");
    }

    @Test
    void typesThatDoNotFitAreToldInPlainWords() {
        assertProblems("name > 3")
                .isEqualTo("line 1, column 6: \">\" needs two numbers, dates or times, not a text and a number.");
        assertProblems("name > note").contains("not a text and a text");
        assertProblems("amount == \"5\"")
                .isEqualTo("line 1, column 8: \"==\" needs two values of one kind, not a number and a text.");
        assertProblems("amount").isEqualTo("line 1, column 1: The condition needs a condition, not a number.");
        assertProblems("!name").isEqualTo("line 1, column 2: \"!\" needs a condition, not a text.");
        assertProblems("quantity + name > 3").isEqualTo("line 1, column 12: \"+\" needs a number, not a text.");
        assertProblems("born_on > 3").contains("not a date and a number");
        assertProblems("owner < 3").contains("not a reference and a number");
        assertProblems("tags == level").contains("not a list of choices and a text");
        assertProblems("year(name) == 2026")
                .isEqualTo("line 1, column 6: \"year\" needs a date or a time, not a text.");
        assertProblems("active ? 1 : \"a\"").contains("two values of one kind");
        assertProblems("quantity in [1, \"a\", package]").isEqualTo("""
                line 1, column 17: "in" needs a list of fixed values, each a number, not a text.
                line 1, column 22: "in" needs a list of fixed values, each a number, not a field.""");
    }

    @Test
    void literalsThatMeanNothingAreRefused() {
        assertProblems("born_on == date(\"2026-02-30\")")
                .isEqualTo("line 1, column 17: \"2026-02-30\" is not a date such as \"2026-01-31\".");
        assertProblems("seen_at > datetime(\"2026-01-31 09:30\")")
                .startsWith("line 1, column 20: \"2026-01-31 09:30\" is not a time with its offset such as");
        assertProblems("seen_at > now() - days(quantity)")
                .startsWith("line 1, column 24: The value of \"days\" is not a whole number");
        assertProblems("born_on > date(\"0999-12-31\")").contains("is not a date");
        assertProblems("born_on < date(\"9999-12-31\") + days(1)").contains("\"days\" could be too large or too small");
        assertProblems("born_on > today() + days(100001)").contains("a whole number from -100000 to 100000");
        assertProblems("born_on > today() - days(60000) - days(60000)")
                .contains("\"days\" could be too large or too small");
        assertProblems("amount > 1e300").startsWith("line 1, column 10: 1e300 is not a number with at most");
        assertProblems("name == \"a\\u0000\"").startsWith("line 1, column 9: A text with a null character");
    }

    @Test
    void functionsAreToldByTheirNames() {
        assertProblems("name.contians(\"a\")")
                .isEqualTo("line 1, column 6: There is no function \"contians\". Did you mean \"contains\"?");
        assertProblems("name.contains()")
                .isEqualTo("line 1, column 6: \"contains\" takes 2 values in its brackets, not 1.");
        assertProblems("count() > 3")
                .isEqualTo(
                        "line 1, column 1: \"count\" looks at many records; it can only stand in the formula of a metric.");
        assertProblems("amount % 2 == 0").isEqualTo("line 1, column 8: \"%\" cannot be used in an expression.");
        assertProblems("tags[0] == \"vip\"")
                .isEqualTo("line 1, column 5: […] after a field cannot be used in an expression.");
        assertProblems("{\"a\": 1} == name").contains("{…} cannot be used");
        assertProblems("amount > null").contains("null other than after == and !=");
    }

    @Test
    void textsTooLongOrTooDeepAreRefused() {
        assertProblems("active && ".repeat(1_100) + "active")
                .isEqualTo("The expression has 11006 characters; at most 10000 are allowed.");
        assertProblems("(".repeat(200) + "active" + ")".repeat(200)).contains("nested more than 100 deep");
        assertProblems("quantity" + " + 1".repeat(1_000) + " > 0").contains("nested more than 100 deep");
        assertProblems("owner.boss.boss.boss.boss.active").contains("nested more than 4 deep");
        assertProblems("name.length == 3")
                .isEqualTo("line 1, column 5: \"name\" is not a reference, so nothing can follow it after a dot.");
        assertThatCode(() -> expressions.condition("deal", "active && ".repeat(900) + "active"))
                .doesNotThrowAnyException();
    }

    @Test
    void aProductThatCouldOverflowIsRefusedBeforeAnEngineMeetsIt() {
        assertProblems("amount" + " * amount".repeat(15) + " > 0").contains("could be too large or too small");
        assertThatCode(() -> expressions.condition("deal", "amount" + " * amount".repeat(10) + " > 0"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package > 5",
                "order == \"a\"",
                "date == date(\"2026-01-31\")",
                "owner.package * 2 > owner.boss.quantity",
                "amount_currency == \"CNY\" && owner.amount_currency != amount_currency",
                "quantity > 5 && discount < 0.5 && 3 < quantity",
                "owner == null || owner != 5 || owner in [1, 2] || owner == owner.boss",
                "date(seen_at) == today() && seen_at < today() && born_on + days(3) > date(now())",
                "name.contains(\"x\") && contains(name, \"x\") && seen_at.year() == 2026",
                "within(region, \"CN-440000\") && size(tags) > 0 && \"vip\" in tags",
                "null == null || name in []",
                "(active ? quantity : null) > 5",
            })
    void theseAreConditions(String text) {
        assertThat(expressions.condition("deal", text).type()).isEqualTo(ValueType.BOOLEAN);
    }

    @Test
    void everyFieldOfTheStandardObjectsCanBeNamed() {
        StandardObjects standard = new StandardObjects();
        Expressions all = new Expressions(standard);

        standard.all()
                .forEach(object -> object.allFields()
                        .forEach(field -> assertThat(all.condition(object.name(), field.name() + " == null")
                                        .fields())
                                .containsExactly(Path.of(field.name()))));
    }

    @Test
    void anUnknownObjectIsToldAsSuch() {
        assertThat(catchThrowableOfType(ProductException.class, () -> expressions.condition("deel", "true"))
                        .issues())
                .extracting(issue -> issue.code())
                .containsExactly(ObjectError.UNKNOWN_OBJECT);
    }

    @Test
    void anExpressionKnowsTheFieldsAndReferencesItReads() {
        Expression condition =
                expressions.condition("deal", "owner.boss.level == \"gold\" && amount > 5 && owner != 3");

        assertThat(condition.fields())
                .containsExactly(Path.of("amount"), Path.of("owner"), Path.of("owner", "boss", "level"));
        assertThat(condition.paths()).containsExactly(Path.of("owner"), Path.of("owner", "boss"));
    }

    @Test
    void aFormulaSummarisesEveryField() {
        assertThat(expressions
                        .aggregate("deal", "share(quantity >= 9) - share(quantity <= 6)")
                        .type())
                .isEqualTo(ValueType.DOUBLE);
        assertThat(expressions.aggregate("deal", "sum(amount)").type()).isEqualTo(ValueType.NUMBER);
        assertThat(expressions.aggregate("deal", "max(seen_at)").type()).isEqualTo(ValueType.DATETIME);
        assertFormulaProblems("sum(amount) / quantity")
                .isEqualTo("line 1, column 15: \"quantity\" differs from record to record; "
                        + "put it into a summary such as sum(…), mean(…) or count(…).");
        assertFormulaProblems("sum(mean(amount))")
                .isEqualTo("line 1, column 5: \"mean\" cannot stand inside another summary.");
        assertFormulaProblems("sum(name)").isEqualTo("line 1, column 5: \"sum\" needs a number, not a text.");
        assertFormulaProblems("averge(amount)").contains("There is no function \"averge\".");
    }

    @Test
    void aScopeCanBeTheColumnsOfARollUp() {
        Scope rollUp = Scope.of("customer_month", Map.of("revenue", ValueType.DOUBLE, "orders", ValueType.NUMBER));

        assertThat(expressions.aggregate(rollUp, "sum(revenue) / sum(orders)").type())
                .isEqualTo(ValueType.DOUBLE);
        assertThat(catchThrowableOfType(ProductException.class, () -> expressions.value(rollUp, "order * 2")))
                .hasMessage("line 1, column 1: customer_month has no field \"order\". Did you mean \"orders\"?");
    }

    @Test
    void aProblemCanBePlacedWithinALargerInput() {
        ProductException problem = problems("nme == \"\"").within("filter");

        assertThat(problem).hasMessageStartingWith("filter, line 1, column 1: deal has no field");
        assertThat(problem.issues()).extracting(issue -> issue.path()).isEqualTo(List.of("filter"));
    }

    private ProductException problems(String condition) {
        return catchThrowableOfType(ProductException.class, () -> expressions.condition("deal", condition));
    }

    private AbstractStringAssert<?> assertProblems(String condition) {
        return assertThat(problems(condition).getMessage());
    }

    private AbstractStringAssert<?> assertFormulaProblems(String formula) {
        return assertThat(catchThrowableOfType(ProductException.class, () -> expressions.aggregate("deal", formula))
                .getMessage());
    }
}
