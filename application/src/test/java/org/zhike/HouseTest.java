package org.zhike;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class HouseTest {

    /** Artifacts of their own below all rooms, guarded by the class path; not rooms. */
    private static final DescribedPredicate<JavaClass> LIBRARIES =
            JavaClass.Predicates.resideInAnyPackage("org.zhike.statistics..", "org.zhike.trees..");

    @Test
    void everyRoomUsesOnlyTheRoomsItMayUse() {
        ApplicationModules.of(Zhike.class, LIBRARIES).verify();
    }
}
