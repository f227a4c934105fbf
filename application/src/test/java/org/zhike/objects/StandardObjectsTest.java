package org.zhike.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.zhike.kernel.Issues;
import org.zhike.kernel.ProductException;

class StandardObjectsTest {

    private final StandardObjects objects = new StandardObjects();

    @Test
    void theStandardObjectsAreReadFromTheirFiles() {
        assertThat(objects.all())
                .extracting(ObjectDefinition::name)
                .contains(
                        "customer",
                        "contact",
                        "product",
                        "order",
                        "order_item",
                        "interaction",
                        "ticket",
                        "survey_answer",
                        "marketing_cost",
                        "task");
    }

    @Test
    void anObjectComesAfterThoseItRefersTo() {
        List<String> names = objects.all().stream().map(ObjectDefinition::name).toList();

        assertThat(names.indexOf("customer")).isLessThan(names.indexOf("order"));
        assertThat(names.indexOf("order")).isLessThan(names.indexOf("order_item"));
        assertThat(names.indexOf("ticket")).isLessThan(names.indexOf("survey_answer"));
    }

    @Test
    void anUnknownObjectIsAnsweredWithTheNearestName() {
        assertThatThrownBy(() -> objects.get("custmer"))
                .isInstanceOf(ProductException.class)
                .hasMessageContaining("Did you mean \"customer\"?");
    }

    @Test
    void allProblemsOfADefinitionFileAreToldAtOnce() {
        Issues issues = new Issues();
        DefinitionFile.read("x.yaml", """
                object: x
                labels: { zh: 甲, en: X }
                plural: { zh: 甲, en: Xs }
                area: elsewhere
                display: [nothing]
                fields:
                  - { name: Id, type: text, zh: 一, en: One }
                  - { name: two, type: colour, zh: 二, en: Two }
                  - { name: three, type: select, zh: 三, en: Three }
                  - { name: four, type: reference, zh: 四, en: Four }
                """, issues);

        assertThat(issues.all()).hasSize(6);
    }
}
