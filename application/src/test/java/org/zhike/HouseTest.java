package org.zhike;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class HouseTest {

    /** An artifact of its own below all rooms, guarded by the class path; not a room. */
    private static final DescribedPredicate<JavaClass> STATISTICS =
            JavaClass.Predicates.resideInAPackage("org.zhike.statistics..");

    @Test
    void everyRoomUsesOnlyTheRoomsItMayUse() {
        ApplicationModules.of(Zhike.class, STATISTICS).verify();
    }
}
